-- The register of the Geschäftsstelle. Names of enums stand as text with a CHECK: legible in
-- psql, and a test compares each CHECK with the enum it mirrors.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Roles are of the whole cluster, so another database may have made them already.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hfk_app') THEN CREATE ROLE hfk_app LOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hfk_audit') THEN CREATE ROLE hfk_audit LOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;

-- ---------------------------------------------------------------- people who sign in

CREATE TABLE users (
  id             uuid PRIMARY KEY,
  login          text NOT NULL CHECK (login ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  roles          text[] NOT NULL CHECK (
    cardinality(roles) > 0
    AND roles <@ ARRAY['SB','VS','M','VPA','ADM','REV']
    -- Administration and audit never see what is in a case.
    AND NOT (roles && ARRAY['ADM','REV'] AND roles && ARRAY['SB','VS','M','VPA'])
  ),
  password_hash  text NOT NULL,
  must_change_password boolean NOT NULL DEFAULT false,
  locked_at      timestamptz,
  created_at     timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_login_once UNIQUE (login)
);

CREATE TABLE sessions (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  csrf_token text NOT NULL,
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  ended_at   timestamptz
);
CREATE INDEX sessions_of_user ON sessions (user_id);

-- Failed sign-ins per account and per address; delays grow, nothing locks.
CREATE TABLE sign_in_failures (
  subject    text PRIMARY KEY,
  failures   integer NOT NULL CHECK (failures > 0),
  last_at    timestamptz NOT NULL
);

-- A form sent twice gives the same answer, also after a restart.
CREATE TABLE idempotency_keys (
  key        uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  location   text NOT NULL,
  used_at    timestamptz NOT NULL DEFAULT now()
);

-- What no source settles: the secretariat's own settings, each change kept.
CREATE TABLE settings (
  setting    text NOT NULL,
  version    integer NOT NULL CHECK (version > 0),
  value      text NOT NULL,
  changed_by uuid NOT NULL REFERENCES users,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (setting, version)
);

-- ---------------------------------------------------------------- register of authorities

CREATE TABLE authorities (
  id               integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind             text NOT NULL CHECK (kind IN ('kreisfreie_stadt','grosse_kreisangehoerige_stadt','kreis','zentrale_auslaenderbehoerde')),
  name             text NOT NULL,
  authority        text NOT NULL,
  kreis_key        text,
  regierungsbezirk text NOT NULL,
  street           text NOT NULL DEFAULT '',
  postal_code      text NOT NULL DEFAULT '',
  town             text NOT NULL DEFAULT '',
  valid_from       date NOT NULL,
  valid_to         date CHECK (valid_to >= valid_from),
  CONSTRAINT authorities_name_once UNIQUE (authority, valid_from)
);

-- ---------------------------------------------------------------- the commission

-- A seat (§ 2 HFKVO): a member and a personal deputy, for a term.
CREATE TABLE seats (
  id           uuid PRIMARY KEY,
  position     integer NOT NULL,
  body         text NOT NULL CHECK (length(body) BETWEEN 1 AND 200), -- who proposed the seat
  chair        boolean NOT NULL DEFAULT false,
  member       text NOT NULL,
  member_user  uuid REFERENCES users,
  deputy       text NOT NULL DEFAULT '',
  deputy_user  uuid REFERENCES users,
  valid_from   date NOT NULL,
  valid_to     date CHECK (valid_to >= valid_from),
  EXCLUDE USING gist (position WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
);
CREATE INDEX seats_of_member ON seats (member_user);
CREATE INDEX seats_of_deputy ON seats (deputy_user);

CREATE TABLE sittings (
  id          uuid PRIMARY KEY,
  version     integer NOT NULL CHECK (version > 0),
  year        integer NOT NULL,
  number      integer NOT NULL CHECK (number > 0),
  held_on     date NOT NULL,
  starts_at   time NOT NULL,
  place       text NOT NULL CHECK (length(place) BETWEEN 1 AND 200),
  state       text NOT NULL CHECK (state IN ('planned','published','open','closed','approved','cancelled')),
  opened_at   timestamptz,
  closed_at   timestamptz,
  approved_at timestamptz,
  secretary   text NOT NULL DEFAULT '', -- Schriftführung
  CONSTRAINT sittings_number_once UNIQUE (year, number),
  CHECK (year = extract(year FROM held_on))
);
CREATE INDEX sittings_by_day ON sittings (held_on DESC, id);

-- Who sat where, from when to when: attendance is paid, so the list is a payment record.
CREATE TABLE attendance (
  sitting_id uuid NOT NULL REFERENCES sittings,
  seat_id    uuid NOT NULL REFERENCES seats,
  holder     text NOT NULL CHECK (holder IN ('member','deputy')),
  came_at    time NOT NULL,
  left_at    time,
  PRIMARY KEY (sitting_id, seat_id, came_at),
  CHECK (left_at IS NULL OR left_at >= came_at)
);
-- A deputy sits only while the member of that seat does not: one person on a seat at a time.
CREATE UNIQUE INDEX attendance_one_on_a_seat ON attendance (sitting_id, seat_id) WHERE left_at IS NULL;

-- ---------------------------------------------------------------- cases

-- Serial numbers are drawn here, in the transaction that uses them, so that no number is lost.
CREATE TABLE serials (
  name text NOT NULL, -- file_number, sitting
  year integer NOT NULL,
  last integer NOT NULL CHECK (last > 0),
  PRIMARY KEY (name, year)
);

CREATE TABLE cases (
  id            uuid PRIMARY KEY,
  version       integer NOT NULL CHECK (version > 0),
  file_number   text NOT NULL,
  pseudonym     uuid NOT NULL DEFAULT gen_random_uuid(), -- how the audit log calls the case
  stage         text NOT NULL CHECK (stage IN ('received','admissibility','admitted','statement_requested','ready','on_agenda','decided','awaiting_authority','closing','filed')),
  urgent        boolean NOT NULL,
  received_on   date NOT NULL,
  registered_at timestamptz NOT NULL,
  channel       text NOT NULL CHECK (channel IN ('online','post','fax','email','de_mail')),
  authority_id  integer NOT NULL REFERENCES authorities,
  reasons       text NOT NULL CHECK (length(reasons) <= 100000),
  deadline_kind text CHECK (deadline_kind IN ('statement','authority_reply')),
  deadline_on   date,
  sitting_id    uuid REFERENCES sittings,
  notice_released_at timestamptz,
  representative jsonb,
  -- How lists name the people: `Đorđević, Zoran + 3`. A list of fifty needs no query for them.
  people        text NOT NULL CHECK (length(people) BETWEEN 1 AND 500),
  -- The order of the worklist in one column, so that a page can begin after any case: urgent
  -- first, then by deadline, then by arrival; last what is filed.
  worklist_key  text COLLATE "C" NOT NULL GENERATED ALWAYS AS (
    CASE WHEN stage = 'filed' THEN '2' WHEN urgent THEN '0' ELSE '1' END
    || lpad((coalesce(deadline_on, date '9999-12-31') - date '2000-01-01')::text, 7, '0')
    || lpad((received_on - date '1900-01-01')::text, 6, '0')
    || id::text
  ) STORED,
  CONSTRAINT cases_file_number_once UNIQUE (file_number),
  CONSTRAINT cases_pseudonym_once UNIQUE (pseudonym),
  CHECK ((deadline_kind IS NULL) = (deadline_on IS NULL)),
  CHECK (stage <> 'on_agenda' OR sitting_id IS NOT NULL),
  CHECK (stage NOT IN ('closing','filed') OR NOT urgent)
);
CREATE UNIQUE INDEX cases_worklist ON cases (worklist_key);
CREATE INDEX cases_worklist_by_stage ON cases (stage, worklist_key);
CREATE INDEX cases_of_authority ON cases (authority_id);
CREATE INDEX cases_of_sitting ON cases (sitting_id);

CREATE TABLE persons (
  id               uuid PRIMARY KEY,
  case_id          uuid NOT NULL REFERENCES cases,
  position         integer NOT NULL CHECK (position >= 0),
  standing         text NOT NULL CHECK (standing IN (
    'open','admitted','ersuchen','not_admitted','no_request','no_request_recommended','followed','not_followed',
    'withdrawn','title_25','title_25a','title_25b','toleration_60a','training_60c','employment_60d','opportunity_104c',
    'family_title','eu_right','other_title','departed','deported','handed_over','untraceable','died','not_obliged')),
  family_name      text NOT NULL CHECK (length(family_name) BETWEEN 1 AND 200),
  given_names      text NOT NULL CHECK (length(given_names) <= 200),
  birth_name       text NOT NULL CHECK (length(birth_name) <= 200),
  other_names      text NOT NULL CHECK (length(other_names) <= 1000),
  born             text NOT NULL CHECK (born ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  birth_place      text NOT NULL CHECK (length(birth_place) <= 200),
  birth_country    text NOT NULL CHECK (length(birth_country) <= 200),
  nationalities    text NOT NULL CHECK (length(nationalities) <= 200),
  sex              text NOT NULL CHECK (sex IN ('female','male','diverse','unknown')),
  marital_status   text NOT NULL CHECK (marital_status IN ('single','married','partnership','divorced','widowed','unknown')),
  family_role      text NOT NULL CHECK (family_role IN ('applicant','spouse','child','parent','sibling','other')),
  street           text NOT NULL CHECK (length(street) <= 200),
  postal_code      text NOT NULL CHECK (length(postal_code) <= 200),
  town             text NOT NULL CHECK (length(town) <= 200),
  entered          text CHECK (entered ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  residence_status text NOT NULL CHECK (residence_status IN ('toleration','permission','border_crossing','no_document','other','unknown')),
  status_until     date,
  "references"     text NOT NULL CHECK (length("references") <= 1000),
  represented      boolean NOT NULL,
  CONSTRAINT persons_position_once UNIQUE (case_id, position)
);
CREATE INDEX persons_by_name ON persons (lower(family_name) text_pattern_ops);

CREATE TABLE findings (
  person_id  uuid NOT NULL REFERENCES persons,
  ground     text NOT NULL CHECK (ground IN ('P5-1-1','P5-1-2','P5-1-3','P5-1-4','P5-1-5','P5-1-6','P5-1-7','P5-2-1','P5-2-2','P5-2-3','P5-2-4','P5-2-5','P5-2-6')),
  finding    text NOT NULL CHECK (finding IN ('not_checked','absent','present','unclear')),
  note       text NOT NULL,
  found_on   date NOT NULL,
  removed_on date,
  PRIMARY KEY (person_id, ground)
);

-- The history of a case: one row per version, enough to replay it (see procedure::replay).
CREATE TABLE case_events (
  case_id    uuid NOT NULL REFERENCES cases,
  version    integer NOT NULL CHECK (version > 0),
  at         timestamptz NOT NULL,
  by_user    uuid NOT NULL REFERENCES users,
  hat        text NOT NULL CHECK (hat IN ('SB','VS','M','VPA')),
  step       text NOT NULL, -- a StepKind, or 'register'
  from_stage text,
  to_stage   text NOT NULL,
  on_day     date NOT NULL,
  payload    jsonb NOT NULL,
  PRIMARY KEY (case_id, version)
);

-- A case stands on at most one agenda at a time.
CREATE TABLE agenda_items (
  sitting_id uuid NOT NULL REFERENCES sittings,
  case_id    uuid NOT NULL REFERENCES cases,
  position   integer NOT NULL CHECK (position > 0),
  state      text NOT NULL CHECK (state IN ('open','decided','adjourned','reinquired','withdrawn')),
  PRIMARY KEY (sitting_id, case_id),
  CONSTRAINT agenda_items_position_once UNIQUE (sitting_id, position)
);
CREATE UNIQUE INDEX agenda_items_one_agenda ON agenda_items (case_id) WHERE state = 'open';

-- Befangenheit (model §§ 20, 21 VwVfG): hides the case from the moment it is recorded.
CREATE TABLE recusals (
  case_id     uuid NOT NULL REFERENCES cases,
  user_id     uuid NOT NULL REFERENCES users,
  recorded_by uuid NOT NULL REFERENCES users,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, user_id)
);
CREATE INDEX recusals_of_user ON recusals (user_id);

CREATE TABLE documents (
  id          uuid PRIMARY KEY,
  case_id     uuid NOT NULL REFERENCES cases,
  name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  sha256      bytea NOT NULL CHECK (length(sha256) = 32),
  size        bigint NOT NULL CHECK (size > 0),
  received_on date NOT NULL,
  uploaded_by uuid NOT NULL REFERENCES users,
  uploaded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX documents_of_case ON documents (case_id, uploaded_at);

-- ---------------------------------------------------------------- letters

-- Written by a step (content), typeset after its commit (sha256), sent by a person.
CREATE TABLE letters (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id    uuid REFERENCES cases,
  sitting_id uuid REFERENCES sittings,
  kind       text NOT NULL CHECK (kind IN ('L1','L2','L4','L5a','L5b','L6','L7','L8','L10','L11','L12','L13')),
  recipient  text NOT NULL,
  why        text NOT NULL,
  content    jsonb NOT NULL,
  written_by uuid NOT NULL REFERENCES users,
  written_at timestamptz NOT NULL,
  attempts   integer NOT NULL DEFAULT 0,
  sha256     bytea CHECK (length(sha256) = 32),
  size       bigint CHECK (size > 0),
  sent_on    date,
  sent_by    uuid REFERENCES users,
  CHECK (num_nonnulls(case_id, sitting_id) >= 1),
  CHECK ((sha256 IS NULL) = (size IS NULL)),
  CHECK ((sent_on IS NULL) = (sent_by IS NULL)),
  CHECK (sent_on IS NULL OR sha256 IS NOT NULL)
);
CREATE INDEX letters_of_case ON letters (case_id, written_at);
CREATE INDEX letters_of_sitting ON letters (sitting_id);
CREATE INDEX letters_to_typeset ON letters (written_at) WHERE sha256 IS NULL;

-- Immutable once issued: what was written stays, the PDF is set once, so is the sending.
CREATE FUNCTION letters_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'letters are not deleted'; END IF;
  IF (NEW.id, NEW.case_id, NEW.sitting_id, NEW.kind, NEW.recipient, NEW.why, NEW.content, NEW.written_by, NEW.written_at)
     IS DISTINCT FROM
     (OLD.id, OLD.case_id, OLD.sitting_id, OLD.kind, OLD.recipient, OLD.why, OLD.content, OLD.written_by, OLD.written_at)
     OR (OLD.sha256 IS NOT NULL AND (NEW.sha256, NEW.size) IS DISTINCT FROM (OLD.sha256, OLD.size))
     OR (OLD.sent_on IS NOT NULL AND (NEW.sent_on, NEW.sent_by) IS DISTINCT FROM (OLD.sent_on, OLD.sent_by))
  THEN RAISE EXCEPTION 'a letter does not change once it is issued'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER letters_stay BEFORE UPDATE OR DELETE ON letters FOR EACH ROW EXECUTE FUNCTION letters_stay();

-- History does not change either.
CREATE FUNCTION history_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the history of a case is append-only'; END $$;
CREATE TRIGGER history_stays BEFORE UPDATE OR DELETE ON case_events FOR EACH ROW EXECUTE FUNCTION history_stays();

-- ---------------------------------------------------------------- what the application may do

GRANT USAGE ON SCHEMA public TO hfk_app, hfk_audit;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO hfk_app;
GRANT INSERT ON users, sessions, sign_in_failures, idempotency_keys, settings, sittings, attendance, serials, cases,
  persons, findings, case_events, agenda_items, recusals, documents, letters TO hfk_app;
GRANT UPDATE ON users, sessions, sign_in_failures, sittings, attendance, serials, cases, persons, findings,
  agenda_items, letters, authorities TO hfk_app;
GRANT DELETE ON sign_in_failures, sessions, idempotency_keys TO hfk_app;
GRANT UPDATE ON idempotency_keys TO hfk_app;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$ BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
