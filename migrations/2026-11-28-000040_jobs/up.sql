-- What the program does by itself: it looks whether an authority is to be reminded. A job is done once: whoever works on it holds its row, and what
-- it does commits together with the note that it is done.
CREATE TABLE jobs (
  key      text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200), -- the same thing is planned once
  case_id  uuid NOT NULL REFERENCES cases,
  due_at   timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  done_at  timestamptz
);
CREATE INDEX jobs_waiting ON jobs (due_at) WHERE done_at IS NULL;
CREATE INDEX jobs_of_case ON jobs (case_id);
GRANT SELECT, INSERT ON jobs TO hfk_app;
GRANT UPDATE (due_at, attempts, done_at) ON jobs TO hfk_app;

-- Whoever stands in the history for it. Nobody signs in with it.
INSERT INTO users (id, login, name, roles, password_hash, locked_at)
VALUES ('00000000-0000-0000-0000-000000000001', 'automatik', 'Automatik', '{SB}', '!', now());
ALTER TABLE users ADD CONSTRAINT users_automatic_stays_locked
  CHECK (id <> '00000000-0000-0000-0000-000000000001' OR locked_at IS NOT NULL);
