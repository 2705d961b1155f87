-- What no document can tell of a person, what is not needed although the list asks for it, and what
-- was asked for. Whether a paper is there is computed from the documents and kept nowhere.

CREATE TABLE person_marks (
  person_id uuid NOT NULL REFERENCES persons,
  mark      text NOT NULL CHECK (mark IN ('illness','asylum_decided','removal_ordered','criminal_proceedings')),
  PRIMARY KEY (person_id, mark)
);

CREATE TABLE document_waivers (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id   uuid NOT NULL REFERENCES cases,
  item      text NOT NULL, -- a key of the list
  person_id uuid REFERENCES persons, -- none: the case as a whole
  reason    text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  waived_by uuid NOT NULL REFERENCES users,
  waived_at timestamptz NOT NULL,
  CONSTRAINT document_waivers_once UNIQUE NULLS NOT DISTINCT (case_id, item, person_id)
);

GRANT SELECT, INSERT, DELETE ON person_marks, document_waivers TO hfk_app;

-- One more word than there were.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L))', words, 'completeness_noted');
END $$;
