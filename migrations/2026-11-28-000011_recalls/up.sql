-- A day on which somebody wants a case back on the desk (Wiedervorlage). It is settled once and
-- never deleted.
CREATE TABLE recalls (
  id         uuid PRIMARY KEY,
  case_id    uuid NOT NULL REFERENCES cases,
  user_id    uuid NOT NULL REFERENCES users, -- on whose desk
  on_day     date NOT NULL,
  note       text NOT NULL CHECK (length(note) <= 500),
  noted_by   uuid NOT NULL REFERENCES users,
  noted_at   timestamptz NOT NULL,
  settled    text CHECK (settled IN ('done','withdrawn')),
  settled_by uuid REFERENCES users,
  settled_at timestamptz,
  CONSTRAINT recalls_settled_whole CHECK (num_nulls(settled, settled_by, settled_at) IN (0, 3))
);
CREATE INDEX recalls_open ON recalls (user_id, on_day) WHERE settled IS NULL;
CREATE INDEX recalls_of_case ON recalls (case_id);
GRANT SELECT, INSERT ON recalls TO hfk_app;
GRANT UPDATE (settled, settled_by, settled_at) ON recalls TO hfk_app;

-- A colleague is away from one day to another, and another sees to what is on their desk.
CREATE TABLE absences (
  id           uuid PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES users,
  from_day     date NOT NULL,
  until_day    date NOT NULL,
  deputy       uuid NOT NULL REFERENCES users,
  noted_by     uuid NOT NULL REFERENCES users,
  noted_at     timestamptz NOT NULL,
  withdrawn_by uuid REFERENCES users,
  withdrawn_at timestamptz,
  CONSTRAINT absences_in_order CHECK (from_day <= until_day),
  CONSTRAINT absences_have_a_deputy CHECK (deputy <> user_id),
  CONSTRAINT absences_withdrawn_whole CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL)),
  CONSTRAINT absences_once_at_a_time
    EXCLUDE USING gist (user_id WITH =, daterange(from_day, until_day, '[]') WITH &&) WHERE (withdrawn_at IS NULL)
);
CREATE INDEX absences_of_deputy ON absences (deputy) WHERE withdrawn_at IS NULL;
GRANT SELECT, INSERT ON absences TO hfk_app;
GRANT UPDATE (withdrawn_by, withdrawn_at) ON absences TO hfk_app;

-- Whatever words other migrations have added stay.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L, %L, %L))', words,
    'recall_noted', 'recall_settled', 'absence_noted', 'absence_withdrawn');
END $$;
