-- Statements that the applicant side may see: no row, no leave. Whether it ever had it is in the log.
CREATE TABLE opened_statements (
  case_id   uuid NOT NULL,
  version   integer NOT NULL, -- the event that recorded the statement
  opened_by uuid NOT NULL REFERENCES users,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (case_id, version),
  FOREIGN KEY (case_id, version) REFERENCES case_events
);
GRANT SELECT, INSERT, DELETE ON opened_statements TO hfk_app;

-- Whatever words other migrations have added stay.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L))', words, 'statement_opened', 'statement_closed');
END $$;
