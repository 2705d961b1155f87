-- A list of cases kept before, read in and not yet taken over: nobody's case, seen by whoever sent it.
-- What the file held goes with the taking over; what nobody takes over is deleted when it expires.
CREATE TABLE staged_lists (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users,
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200), -- of the file
  staged_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > staged_at),
  content    jsonb,
  settled_at timestamptz,
  cases      integer CHECK (cases > 0), -- taken over
  persons    integer CHECK (persons >= cases),
  left_out   integer CHECK (left_out >= 0), -- rows
  CHECK ((content IS NULL) = (settled_at IS NOT NULL)),
  CHECK (num_nonnulls(settled_at, cases, persons, left_out) IN (0, 4))
);
CREATE INDEX staged_lists_of_user ON staged_lists (user_id, staged_at);
CREATE INDEX staged_lists_expiring ON staged_lists (expires_at) WHERE settled_at IS NULL;
GRANT SELECT, INSERT, DELETE ON staged_lists TO hfk_app;
GRANT UPDATE (content, settled_at, cases, persons, left_out) ON staged_lists TO hfk_app;

-- Whatever words other migrations have added stay.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L, %L, %L))',
    words, 'case_taken_over', 'list_staged', 'list_discarded', 'list_taken_over');
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.object_kind'::regtype AND conname = 'object_kind_check';
  ALTER DOMAIN audit.object_kind DROP CONSTRAINT object_kind_check;
  EXECUTE format('ALTER DOMAIN audit.object_kind ADD CONSTRAINT object_kind_check CHECK (VALUE IN (%s, %L))',
    words, 'list');
END $$;
