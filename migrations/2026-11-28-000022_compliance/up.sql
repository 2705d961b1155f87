-- After an Ersuchen: the reminder of the authority (L9), and the events with which it did not follow,
-- until the chair has taken note.
ALTER TABLE letters DROP CONSTRAINT letters_kind_check;
ALTER TABLE letters ADD CONSTRAINT letters_kind_check CHECK (kind IN ('L1','L2','L3','L4','L5a','L5b','L6','L7','L8','L9','L10','L11','L12','L13'));

CREATE TABLE refusals (
  case_id  uuid NOT NULL,
  version  integer NOT NULL, -- the event that recorded what the authority intends or has decided
  noted_by uuid REFERENCES users,
  noted_at timestamptz,
  PRIMARY KEY (case_id, version),
  FOREIGN KEY (case_id, version) REFERENCES case_events,
  CHECK ((noted_by IS NULL) = (noted_at IS NULL))
);
CREATE INDEX refusals_unnoted ON refusals (case_id) WHERE noted_at IS NULL;
GRANT SELECT, INSERT, UPDATE (noted_by, noted_at) ON refusals TO hfk_app;

-- How often Ersuchen are followed is counted over these few persons.
CREATE INDEX persons_answered ON persons (standing) WHERE standing IN ('followed','not_followed');

-- Whatever words other migrations have added stay.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L))', words, 'refusal_noted');
END $$;
