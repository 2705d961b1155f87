-- A document is replaced by a new version of it. The chain does not fork (documents_replaced_once)
-- and stays within one case; so does what proves a consent.

ALTER TABLE documents
  ADD COLUMN replacement_reason text NOT NULL DEFAULT '' CHECK (length(replacement_reason) <= 500),
  ADD CHECK (replaces IS NOT NULL OR replacement_reason = ''),
  ADD CONSTRAINT documents_in_case UNIQUE (id, case_id),
  DROP CONSTRAINT documents_replaces_fkey,
  ADD CONSTRAINT documents_replaces_fkey FOREIGN KEY (replaces, case_id) REFERENCES documents (id, case_id);

ALTER TABLE consents
  DROP CONSTRAINT consents_document_id_fkey,
  ADD CONSTRAINT consents_document_id_fkey FOREIGN KEY (document_id, case_id) REFERENCES documents (id, case_id);

-- One more word than there were.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L))', words, 'document_replaced');
END $$;
