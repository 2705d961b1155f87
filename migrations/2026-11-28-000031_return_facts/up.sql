-- What is known of a return that is being prepared (§ 59(1) s. 8, § 97a AufenthG): for secretariat
-- and chair alone, and in no other table. It is ended, never deleted.
CREATE TABLE return_facts (
  id        uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES persons,
  kind      text NOT NULL CHECK (kind IN ('return_date','flight','detention','wanted')),
  on_day    date NOT NULL, -- of the return, or since when it is so
  source    text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
  noted_by  uuid NOT NULL REFERENCES users,
  noted_at  timestamptz NOT NULL,
  ended_on  date,
  ended_by  uuid REFERENCES users,
  ended_at  timestamptz,
  CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
  CHECK ((ended_on IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX return_facts_once ON return_facts (person_id, kind, on_day) WHERE ended_on IS NULL;
GRANT SELECT, INSERT ON return_facts TO hfk_app;
GRANT UPDATE (ended_on, ended_by, ended_at) ON return_facts TO hfk_app;

-- Whatever words other migrations have added stay.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L))', words, 'return_fact_noted', 'return_fact_ended');
END $$;
