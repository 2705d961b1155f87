DROP INDEX persons_answered;
DROP TABLE refusals;
-- Letters of the kind that goes stay.
ALTER TABLE letters DROP CONSTRAINT letters_kind_check;
ALTER TABLE letters ADD CONSTRAINT letters_kind_check CHECK (kind IN ('L1','L2','L3','L4','L5a','L5b','L6','L7','L8','L10','L11','L12','L13')) NOT VALID;

-- Entries that say so stay in the log and keep their words.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check'
      AND word[1] NOT IN ('refusal_noted');
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s)) NOT VALID', words);
END $$;
