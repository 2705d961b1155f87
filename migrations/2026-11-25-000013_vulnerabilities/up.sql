-- Why a person needs special protection, from when to when (Art. 21 of directive 2013/33/EU). It is
-- ended, never deleted. Data of health and the like: no letter is made of this table.

CREATE TABLE vulnerabilities (
  id        uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES persons,
  kind      text NOT NULL CHECK (kind IN ('unaccompanied_minor','pregnant','single_parent','elderly','in_need_of_care','disabled','seriously_ill','mentally_ill','suicidal','tortured','gender_violence','trafficked','sexual_identity')),
  since     date NOT NULL,
  until     date CHECK (until >= since),
  noted_by  uuid NOT NULL REFERENCES users,
  noted_at  timestamptz NOT NULL,
  ended_by  uuid REFERENCES users,
  ended_at  timestamptz,
  CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
  CHECK (ended_at IS NULL OR until IS NOT NULL),
  CONSTRAINT vulnerabilities_once_at_a_time
    EXCLUDE USING gist (person_id WITH =, kind WITH =, daterange(since, until, '[]') WITH &&)
);
GRANT SELECT, INSERT ON vulnerabilities TO hfk_app;
GRANT UPDATE (until, ended_by, ended_at) ON vulnerabilities TO hfk_app;

-- Whatever words other migrations have added stay.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L))', words, 'vulnerability_noted', 'vulnerability_ended');
END $$;
