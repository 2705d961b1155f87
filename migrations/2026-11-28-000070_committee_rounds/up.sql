-- The Vorprüfungsausschuss (§ 3(3) HFKVO): its seats with deputies, the rounds in which it meets, and the cases of a round.
CREATE TABLE committee_seats (
  id          uuid PRIMARY KEY,
  position    integer NOT NULL CHECK (position BETWEEN 1 AND 15),
  chair       boolean NOT NULL DEFAULT false,
  member      text NOT NULL CHECK (length(member) BETWEEN 1 AND 200),
  member_user uuid REFERENCES users,
  deputy      text NOT NULL DEFAULT '' CHECK (length(deputy) <= 200),
  deputy_user uuid REFERENCES users,
  valid_from  date NOT NULL,
  valid_to    date CHECK (valid_to >= valid_from - 1), -- the day before: replaced on the day it began
  CHECK (member_user <> deputy_user),
  CHECK (deputy <> '' OR deputy_user IS NULL),
  EXCLUDE USING gist (position WITH =, daterange(valid_from, valid_to + 1) WITH &&),
  -- Nobody holds two seats.
  EXCLUDE USING gist (member_user WITH =, daterange(valid_from, valid_to + 1) WITH &&),
  EXCLUDE USING gist (deputy_user WITH =, daterange(valid_from, valid_to + 1) WITH &&)
);
CREATE INDEX committee_seats_of_member ON committee_seats (member_user);
CREATE INDEX committee_seats_of_deputy ON committee_seats (deputy_user);

CREATE TABLE committee_rounds (
  id        uuid PRIMARY KEY,
  version   integer NOT NULL CHECK (version > 0),
  held_on   date NOT NULL,
  starts_at time NOT NULL,
  place     text NOT NULL CHECK (length(place) BETWEEN 1 AND 200), -- or „Umlauf“, „Telefon“
  state     text NOT NULL CHECK (state IN ('planned','published','closed','cancelled')),
  closed_at timestamptz,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX committee_rounds_by_day ON committee_rounds (held_on DESC, id);

-- A case stands on at most one round at a time.
CREATE TABLE committee_round_items (
  round_id        uuid NOT NULL REFERENCES committee_rounds,
  case_id         uuid NOT NULL REFERENCES cases,
  position        integer NOT NULL CHECK (position > 0),
  state           text NOT NULL CHECK (state IN ('open','decided','handed_over','taken_off')),
  decided_version integer, -- the event that recorded what was decided
  PRIMARY KEY (round_id, position),
  FOREIGN KEY (case_id, decided_version) REFERENCES case_events,
  CHECK ((state IN ('decided','handed_over')) = (decided_version IS NOT NULL))
);
CREATE UNIQUE INDEX committee_round_items_one_round ON committee_round_items (case_id) WHERE state = 'open';
CREATE INDEX committee_round_items_of_case ON committee_round_items (case_id);

-- Who is on a seat in a round: one person, or nobody. Expected when it is published, a fact when it is closed.
CREATE TABLE committee_presence (
  round_id uuid NOT NULL REFERENCES committee_rounds,
  seat_id  uuid NOT NULL REFERENCES committee_seats,
  holder   text NOT NULL CHECK (holder IN ('member','deputy','nobody')),
  PRIMARY KEY (round_id, seat_id)
);
CREATE INDEX committee_presence_of_seat ON committee_presence (seat_id);

-- What a round came to does not change once it is over.
CREATE FUNCTION committee_rounds_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('closed','cancelled') THEN RAISE EXCEPTION 'a round that is over does not change'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER committee_rounds_stay BEFORE UPDATE ON committee_rounds FOR EACH ROW EXECUTE FUNCTION committee_rounds_stay();

CREATE FUNCTION committee_round_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM committee_rounds WHERE id = NEW.round_id AND state IN ('closed','cancelled')) THEN
    RAISE EXCEPTION 'a round that is over does not change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER committee_round_items_stay BEFORE INSERT OR UPDATE ON committee_round_items
  FOR EACH ROW EXECUTE FUNCTION committee_round_is_over();
CREATE TRIGGER committee_presence_stays BEFORE INSERT OR UPDATE ON committee_presence
  FOR EACH ROW EXECUTE FUNCTION committee_round_is_over();

GRANT SELECT, INSERT ON committee_seats, committee_rounds, committee_round_items, committee_presence TO hfk_app;
GRANT UPDATE (valid_to) ON committee_seats TO hfk_app;
GRANT UPDATE (version, state, closed_at) ON committee_rounds TO hfk_app;
GRANT UPDATE (state, decided_version) ON committee_round_items TO hfk_app;
GRANT UPDATE (holder) ON committee_presence TO hfk_app;

-- Whatever words other migrations have added stay.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L, %L, %L, %L, %L, %L))', words,
    'committee_named', 'committee_round_planned', 'committee_round_step_taken', 'committee_item_added',
    'committee_item_taken_off', 'committee_presence_recorded', 'committee_round_read');
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.object_kind'::regtype AND conname = 'object_kind_check';
  ALTER DOMAIN audit.object_kind DROP CONSTRAINT object_kind_check;
  EXECUTE format('ALTER DOMAIN audit.object_kind ADD CONSTRAINT object_kind_check CHECK (VALUE IN (%s, %L))', words, 'committee_round');
END $$;
