-- A document that lay with the wrong case is moved to the right one, in all its versions. Both
-- cases tell of it from then on; nothing of that is taken back.

CREATE TABLE document_moves (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  document_id uuid NOT NULL REFERENCES documents, -- its newest version then
  from_case   uuid NOT NULL REFERENCES cases,
  to_case     uuid NOT NULL REFERENCES cases,
  reason      text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  moved_by    uuid NOT NULL REFERENCES users,
  hat         text NOT NULL CHECK (hat IN ('SB','VS')),
  moved_at    timestamptz NOT NULL,
  CHECK (from_case <> to_case)
);
CREATE INDEX document_moves_from ON document_moves (from_case);
CREATE INDEX document_moves_to ON document_moves (to_case);
CREATE FUNCTION document_moves_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was moved is append-only'; END $$;
CREATE TRIGGER document_moves_stay BEFORE UPDATE OR DELETE ON document_moves
  FOR EACH ROW EXECUTE FUNCTION document_moves_stay();
GRANT SELECT, INSERT ON document_moves TO hfk_app;

-- A consent loses a proof that proves it no longer.
GRANT UPDATE (document_id) ON consents TO hfk_app;

-- Two more words than there were.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L))', words, 'document_moved_out', 'document_moved_in');
END $$;
