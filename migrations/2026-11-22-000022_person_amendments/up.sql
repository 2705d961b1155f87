-- Persons are amended after their registration: each row has a version, and what stood in a
-- changed field before is kept.
ALTER TABLE persons
  ADD COLUMN version           integer NOT NULL DEFAULT 1 CHECK (version > 0),
  ADD COLUMN address_protected boolean NOT NULL DEFAULT false; -- Auskunftssperre (§ 51 BMG)

CREATE TABLE person_changes (
  person_id  uuid NOT NULL REFERENCES persons,
  version    integer NOT NULL CHECK (version > 1), -- the one that the change made
  changed_at timestamptz NOT NULL,
  changed_by uuid NOT NULL REFERENCES users,
  hat        text NOT NULL CHECK (hat IN ('SB','VS')),
  before     jsonb NOT NULL, -- the old values of the changed fields, by name
  PRIMARY KEY (person_id, version)
);
CREATE FUNCTION person_changes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what a person was described as is append-only'; END $$;
CREATE TRIGGER person_changes_stay BEFORE UPDATE OR DELETE ON person_changes
  FOR EACH ROW EXECUTE FUNCTION person_changes_stay();
GRANT SELECT, INSERT ON person_changes TO hfk_app;

-- One more word than there were.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L))', words, 'person_amended');
END $$;
