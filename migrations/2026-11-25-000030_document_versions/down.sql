-- Entries that say so stay in the log and keep their words.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check' AND word[1] <> 'document_replaced';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s)) NOT VALID', words);
END $$;
ALTER TABLE consents
  DROP CONSTRAINT consents_document_id_fkey,
  ADD CONSTRAINT consents_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents;
ALTER TABLE documents
  DROP CONSTRAINT documents_replaces_fkey,
  ADD CONSTRAINT documents_replaces_fkey FOREIGN KEY (replaces) REFERENCES documents,
  DROP CONSTRAINT documents_in_case,
  DROP COLUMN replacement_reason;
