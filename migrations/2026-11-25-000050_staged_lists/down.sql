-- Entries that say so stay in the log and keep their words.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.object_kind'::regtype AND conname = 'object_kind_check' AND word[1] <> 'list';
  ALTER DOMAIN audit.object_kind DROP CONSTRAINT object_kind_check;
  EXECUTE format('ALTER DOMAIN audit.object_kind ADD CONSTRAINT object_kind_check CHECK (VALUE IN (%s)) NOT VALID', words);
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check'
      AND word[1] NOT IN ('case_taken_over', 'list_staged', 'list_discarded', 'list_taken_over');
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s)) NOT VALID', words);
END $$;
DROP TABLE staged_lists;
