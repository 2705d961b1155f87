-- What is done with a document after it came: named, and opened for a purpose. The words are
-- added to those that are there, whichever migrations came before.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint,
         regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE conname = 'action_check' AND contypid = 'audit.action'::regtype;
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s,%s))',
    words, '''document_described'',''guarded_document_read''');
END $$;
