-- The settings of the role stay: roles are of the whole cluster.
DROP SCHEMA audit CASCADE;
DO $$
DECLARE lock regprocedure;
BEGIN
  FOR lock IN SELECT oid FROM pg_proc
    WHERE proname ~ '^pg_(try_)?advisory_' AND pronamespace = 'pg_catalog'::regnamespace
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', lock);
  END LOOP;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$;
