-- A letter that has not left the house can be withdrawn: it goes to somebody else now.
ALTER TABLE letters
  ADD COLUMN persons      uuid[] NOT NULL DEFAULT '{}', -- of whom it speaks, in the order of its text
  ADD COLUMN withdrawn_on date,
  ADD COLUMN withdrawn_by uuid REFERENCES users,
  ADD COLUMN withdrawn_as text CHECK (withdrawn_as IN ('readdressed')),
  ADD CONSTRAINT letters_withdrawn_whole CHECK (num_nonnulls(withdrawn_on, withdrawn_by, withdrawn_as) IN (0, 3)),
  ADD CONSTRAINT letters_sent_or_withdrawn CHECK (sent_on IS NULL OR withdrawn_on IS NULL);

-- What is in the files already: persons by their names, as the letter has them.
ALTER TABLE letters DISABLE TRIGGER letters_stay;
UPDATE letters SET persons = named.persons
FROM (
  SELECT letters.id, array_agg(persons.id ORDER BY line.place) AS persons
  FROM letters
  CROSS JOIN LATERAL jsonb_array_elements(letters.content->'persons') WITH ORDINALITY AS line (person, place)
  JOIN persons ON persons.case_id = letters.case_id
    AND trim(persons.given_names || ' ' || persons.family_name)
      = coalesce(line.person->>'name', line.person->'person'->>'name')
  WHERE letters.case_id IS NOT NULL
  GROUP BY letters.id
) AS named
WHERE named.id = letters.id AND cardinality(named.persons) = jsonb_array_length(content->'persons');
ALTER TABLE letters ENABLE TRIGGER letters_stay;

-- What was written stays, the PDF is set once, so is the sending, so is the withdrawal.
CREATE OR REPLACE FUNCTION letters_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'letters are not deleted'; END IF;
  IF (NEW.id, NEW.case_id, NEW.sitting_id, NEW.seat_id, NEW.kind, NEW.recipient, NEW.why, NEW.content, NEW.written_by, NEW.written_at, NEW.persons)
     IS DISTINCT FROM
     (OLD.id, OLD.case_id, OLD.sitting_id, OLD.seat_id, OLD.kind, OLD.recipient, OLD.why, OLD.content, OLD.written_by, OLD.written_at, OLD.persons)
     OR (OLD.sha256 IS NOT NULL AND (NEW.sha256, NEW.size) IS DISTINCT FROM (OLD.sha256, OLD.size))
     OR (OLD.sent_on IS NOT NULL AND (NEW.sent_on, NEW.sent_by) IS DISTINCT FROM (OLD.sent_on, OLD.sent_by))
     OR (OLD.withdrawn_on IS NOT NULL AND (NEW.withdrawn_on, NEW.withdrawn_by, NEW.withdrawn_as)
       IS DISTINCT FROM (OLD.withdrawn_on, OLD.withdrawn_by, OLD.withdrawn_as))
  THEN RAISE EXCEPTION 'a letter does not change once it is issued'; END IF;
  RETURN NEW;
END $$;

DROP INDEX letters_to_typeset;
CREATE INDEX letters_to_typeset ON letters (written_at) WHERE sha256 IS NULL AND withdrawn_on IS NULL;

-- One more word than there were.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L))', words, 'letter_withdrawn');
END $$;
