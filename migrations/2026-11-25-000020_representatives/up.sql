-- Who acts for persons of a case: a register of representatives, and each person's Vollmacht with
-- its period. Whom letters reach follows from these rows and stands nowhere else.

CREATE TABLE representatives (
  id             uuid PRIMARY KEY,
  version        integer NOT NULL DEFAULT 1 CHECK (version > 0),
  name           text NOT NULL CHECK (length(name) <= 200),
  organisation   text NOT NULL CHECK (length(organisation) <= 200),
  kind           text NOT NULL CHECK (kind IN ('lawyer','advice_centre','private')),
  street         text NOT NULL CHECK (length(street) <= 200),
  postal_code    text NOT NULL CHECK (length(postal_code) <= 200),
  town           text NOT NULL CHECK (length(town) <= 200),
  phone          text NOT NULL CHECK (length(phone) <= 200),
  email          text NOT NULL CHECK (length(email) <= 200),
  de_mail        text NOT NULL CHECK (length(de_mail) <= 200),
  bebpo          text NOT NULL CHECK (length(bebpo) <= 200),
  search_letters text NOT NULL DEFAULT '', -- name, organisation and town in a–z; written by the program
  CHECK (name <> '' OR organisation <> '')
);
CREATE INDEX representatives_by_letters ON representatives USING gin (search_letters gin_trgm_ops);
CREATE INDEX representatives_in_order ON representatives (search_letters, id);

CREATE TABLE powers_of_attorney (
  case_id           uuid NOT NULL REFERENCES cases,
  number            integer NOT NULL CHECK (number > 0), -- counted within the case
  person_id         uuid NOT NULL REFERENCES persons,
  representative_id uuid NOT NULL REFERENCES representatives,
  reference         text NOT NULL CHECK (length(reference) <= 200), -- the representative's own
  given_on          date,          -- without the day of a Vollmacht it covers nobody
  document_id       uuid REFERENCES documents,
  begins_on         date NOT NULL, -- since when it holds towards the office
  recorded_by       uuid NOT NULL REFERENCES users,
  recorded_at       timestamptz NOT NULL,
  ended_on          date CHECK (ended_on >= begins_on), -- the first day on which it holds no more
  end_reason        text CHECK (end_reason IN ('revoked','resigned','replaced','shown','mistaken')),
  end_note          text CHECK (length(end_note) <= 500),
  ended_by          uuid REFERENCES users,
  ended_at          timestamptz,
  PRIMARY KEY (case_id, number),
  CHECK (given_on <= begins_on),
  CHECK (num_nonnulls(ended_on, end_reason, end_note, ended_by, ended_at) IN (0, 5)),
  -- Letters about a person go to one place on any day.
  CONSTRAINT powers_of_attorney_one_in_force EXCLUDE USING gist (
    person_id WITH =, daterange(begins_on, ended_on) WITH &&) WHERE (given_on IS NOT NULL)
);
CREATE INDEX powers_of_attorney_of_person ON powers_of_attorney (person_id);
CREATE INDEX powers_of_attorney_of_representative ON powers_of_attorney (representative_id);

-- What was begun stays, what has ended stays ended, what is proven stays proven.
CREATE FUNCTION powers_of_attorney_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'a Vollmacht is ended, not deleted'; END IF;
  IF (OLD.ended_on IS NOT NULL AND (NEW.ended_on, NEW.end_reason, NEW.end_note, NEW.ended_by, NEW.ended_at)
        IS DISTINCT FROM (OLD.ended_on, OLD.end_reason, OLD.end_note, OLD.ended_by, OLD.ended_at))
     OR (OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id)
     OR (NEW.person_id, NEW.representative_id, NEW.reference, NEW.given_on, NEW.begins_on, NEW.recorded_by, NEW.recorded_at)
        IS DISTINCT FROM
        (OLD.person_id, OLD.representative_id, OLD.reference, OLD.given_on, OLD.begins_on, OLD.recorded_by, OLD.recorded_at)
  THEN RAISE EXCEPTION 'a Vollmacht can only be ended or proven, each once'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER powers_of_attorney_stay BEFORE UPDATE OR DELETE ON powers_of_attorney
  FOR EACH ROW EXECUTE FUNCTION powers_of_attorney_stay();

-- What stood in each case becomes one entry per representative, as the same words tell.
INSERT INTO representatives (id, name, organisation, kind, street, postal_code, town, phone, email, de_mail, bebpo)
  SELECT gen_random_uuid(), name, organisation,
    CASE WHEN name || ' ' || organisation ~* '(rechtsanw|anwält|kanzlei|\mrain? )' THEN 'lawyer'
         WHEN organisation = '' THEN 'private' ELSE 'advice_centre' END,
    street, postal_code, town, '', '', '', ''
  FROM (SELECT DISTINCT representative->>'name' AS name, representative->>'organisation' AS organisation,
               representative->'address'->>'street' AS street,
               representative->'address'->>'postal_code' AS postal_code,
               representative->'address'->>'town' AS town
        FROM cases WHERE representative IS NOT NULL) AS known;

-- A Vollmacht with a day covers whom it was said to cover; otherwise somebody speaks for
-- everybody without having shown one.
INSERT INTO powers_of_attorney
    (case_id, number, person_id, representative_id, reference, given_on, begins_on, recorded_by, recorded_at)
  SELECT c.id, row_number() OVER (PARTITION BY c.id ORDER BY p.position), p.id, r.id,
    c.representative->>'reference', CASE WHEN covers.some THEN given.day END,
    greatest(CASE WHEN covers.some THEN given.day END, (c.registered_at AT TIME ZONE 'Europe/Berlin')::date),
    received.by_user, c.registered_at
  FROM cases c
  JOIN persons p ON p.case_id = c.id
  JOIN case_events received ON received.case_id = c.id AND received.version = 1
  JOIN representatives r
    ON (r.name, r.organisation, r.street, r.postal_code, r.town)
     = (c.representative->>'name', c.representative->>'organisation', c.representative->'address'->>'street',
        c.representative->'address'->>'postal_code', c.representative->'address'->>'town')
  CROSS JOIN LATERAL (SELECT (c.representative->>'power_of_attorney_on')::date AS day) AS given
  CROSS JOIN LATERAL (
    SELECT given.day IS NOT NULL AND bool_or(represented) AS some FROM persons WHERE case_id = c.id) AS covers
  WHERE p.represented OR NOT covers.some;

ALTER TABLE cases DROP COLUMN representative;
ALTER TABLE persons DROP COLUMN represented;

GRANT SELECT, INSERT, UPDATE ON representatives TO hfk_app;
GRANT SELECT, INSERT ON powers_of_attorney TO hfk_app;
GRANT UPDATE (document_id, ended_on, end_reason, end_note, ended_by, ended_at) ON powers_of_attorney TO hfk_app;

-- More words than there were.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L, %L, %L, %L, %L))', words,
    'representative_entered', 'representative_amended', 'representative_read',
    'representation_begun', 'representation_ended', 'representation_proven');
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.object_kind'::regtype AND conname = 'object_kind_check';
  ALTER DOMAIN audit.object_kind DROP CONSTRAINT object_kind_check;
  EXECUTE format('ALTER DOMAIN audit.object_kind ADD CONSTRAINT object_kind_check CHECK (VALUE IN (%s, %L))', words, 'representative');
END $$;
