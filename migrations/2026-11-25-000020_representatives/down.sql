-- Back to one representative per case: the latest who acts, and whom the Vollmacht covers today.
ALTER TABLE cases ADD COLUMN representative jsonb;
ALTER TABLE persons ADD COLUMN represented boolean;

UPDATE cases c SET representative = jsonb_build_object(
    'name', r.name, 'organisation', r.organisation,
    'address', jsonb_build_object('street', r.street, 'postal_code', r.postal_code, 'town', r.town),
    'reference', last.reference, 'power_of_attorney_on', last.given_on)
  FROM (SELECT DISTINCT ON (case_id) * FROM powers_of_attorney WHERE ended_on IS NULL
        ORDER BY case_id, given_on IS NULL, number DESC) AS last
  JOIN representatives r ON r.id = last.representative_id
  WHERE last.case_id = c.id;
UPDATE persons p SET represented = EXISTS (
  SELECT FROM powers_of_attorney w
  WHERE w.person_id = p.id AND w.ended_on IS NULL AND w.given_on IS NOT NULL);
ALTER TABLE persons ALTER COLUMN represented SET NOT NULL;

-- Entries that say so stay in the log and keep their words.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check'
      AND word[1] !~ '^representati(ve|on)_';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s)) NOT VALID', words);
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.object_kind'::regtype AND conname = 'object_kind_check' AND word[1] <> 'representative';
  ALTER DOMAIN audit.object_kind DROP CONSTRAINT object_kind_check;
  EXECUTE format('ALTER DOMAIN audit.object_kind ADD CONSTRAINT object_kind_check CHECK (VALUE IN (%s)) NOT VALID', words);
END $$;
DROP TABLE powers_of_attorney;
DROP FUNCTION powers_of_attorney_stay;
DROP TABLE representatives;
