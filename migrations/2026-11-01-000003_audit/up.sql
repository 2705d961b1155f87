-- The audit log: two hash chains, 1 changes, decisions, sign-in, administration; 2 reads.
-- Entries hold pseudonyms, codes and numbers; never values, free text, names, tokens or votes.
CREATE SCHEMA audit;

-- Domains, not CHECKs of the table: those are read anew with every INSERT, 0.3 ms each time.
CREATE DOMAIN audit.hat AS text CHECK (VALUE IN ('SB','VS','M','VPA','ADM','REV'));
CREATE DOMAIN audit.action AS text CHECK (VALUE IN (
  'registered','step_taken','sitting_planned','sitting_step_taken','attendance_recorded','recusal_recorded',
  'document_uploaded','letter_typeset','letter_sent','setting_changed',
  'signed_in','sign_in_failed','signed_out','password_changed',
  'user_added','user_changed','user_locked','user_unlocked','user_reset','seat_changed','seed_loaded',
  'case_read','document_read','letter_read','sitting_read','list_read','log_read'));
CREATE DOMAIN audit.object_kind AS text CHECK (VALUE IN (
  'case','person','document','letter','sitting','seat','user','session','setting','authority','log'));
CREATE DOMAIN audit.purpose AS text CHECK (VALUE IN ('handling','sitting','pre_check','disclosure','supervision'));
CREATE DOMAIN audit.outcome AS text CHECK (VALUE IN ('done','refused'));
CREATE DOMAIN audit.rule AS text CHECK (length(VALUE) BETWEEN 1 AND 200);
CREATE DOMAIN audit.state AS text CHECK (VALUE ~ '^[a-z0-9_]{1,40}$');
CREATE DOMAIN audit.field_names AS text CHECK (VALUE ~ '^[a-z0-9_.]+(,[a-z0-9_.]+)*$');
CREATE DOMAIN audit.sha256 AS bytea CHECK (length(VALUE) = 32);

CREATE TABLE audit.entries (
  chain           smallint NOT NULL,
  seq             bigint NOT NULL,
  at              timestamptz NOT NULL, -- the clock of the database, never backwards in a chain
  actor           uuid, -- none: the command line, the worker, somebody unknown
  hat             audit.hat,
  action          audit.action NOT NULL,
  subject         uuid, -- the pseudonym of a case or person
  object_kind     audit.object_kind,
  object_id       uuid,
  object_version  integer,
  purpose         audit.purpose, -- of reads
  outcome         audit.outcome NOT NULL,
  rule            audit.rule, -- the paragraph, or the name of a step
  from_state      audit.state,
  to_state        audit.state,
  from_version    integer,
  to_version      integer,
  idempotency_key uuid,
  fields          audit.field_names,
  prev            audit.sha256 NOT NULL,
  hash            audit.sha256 NOT NULL,
  PRIMARY KEY (chain, seq),
  CONSTRAINT entries_reads_apart CHECK (
    chain = CASE WHEN action LIKE '%\_read' THEN 2 ELSE 1 END AND (chain = 2) = (purpose IS NOT NULL))
);
CREATE INDEX entries_by_time ON audit.entries (at, chain, seq);
CREATE INDEX entries_of_subject ON audit.entries (subject, at, chain, seq) WHERE subject IS NOT NULL;
CREATE INDEX entries_of_actor ON audit.entries (actor, at, chain, seq) WHERE actor IS NOT NULL;

-- The tip of each chain, and the one row to lock. Taking "the last entry" instead forks under load.
CREATE TABLE audit.head (
  chain smallint PRIMARY KEY,
  seq   bigint NOT NULL,
  at    timestamptz NOT NULL,
  hash  audit.sha256 NOT NULL
) WITH (fillfactor = 10);
INSERT INTO audit.head
  SELECT chain, 0, '2000-01-01 00:00:00+00', decode(repeat('00', 32), 'hex') FROM generate_series(1, 2) AS chain;

-- ---------------------------------------------------------------- the hash

-- A field with its length before it; NULL has length -1, so it differs from empty.
CREATE FUNCTION audit.part(field bytea) RETURNS bytea LANGUAGE sql IMMUTABLE
RETURN coalesce(int4send(length(field)) || field, '\xffffffff');

CREATE FUNCTION audit.part(field text) RETURNS bytea LANGUAGE sql STABLE
RETURN audit.part(convert_to(field, 'UTF8'));

-- SHA-256 of: version of this format, hash of the entry before, number, microseconds since
-- 2000-01-01 UTC, and every other field with its length. storage/audit/link.rs computes the same.
CREATE FUNCTION audit.digest(e audit.entries) RETURNS bytea LANGUAGE sql STABLE
RETURN sha256('\x01'::bytea || e.prev || int8send(e.seq) || timestamptz_send(e.at)
  || audit.part(int2send(e.chain)) || audit.part(uuid_send(e.actor)) || audit.part(e.hat)
  || audit.part(e.action) || audit.part(uuid_send(e.subject)) || audit.part(e.object_kind)
  || audit.part(uuid_send(e.object_id)) || audit.part(int4send(e.object_version))
  || audit.part(e.purpose) || audit.part(e.outcome) || audit.part(e.rule)
  || audit.part(e.from_state) || audit.part(e.to_state) || audit.part(int4send(e.from_version))
  || audit.part(int4send(e.to_version)) || audit.part(uuid_send(e.idempotency_key))
  || audit.part(e.fields));

-- ---------------------------------------------------------------- the one way in

-- Appends entries in their order, all or none. Runs as the owner, since the application may
-- not touch the tables. Chain 1 is locked before chain 2; the locks last until the commit.
CREATE FUNCTION audit.append(entries jsonb) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tip   audit.head;
  item  jsonb;
  entry audit.entries;
  links audit.entries[];
  total integer := 0;
BEGIN
  FOR tip IN
    SELECT h.* FROM audit.head h
    WHERE h.chain IN (SELECT (value ->> 'chain')::smallint FROM jsonb_array_elements(entries))
    ORDER BY h.chain FOR UPDATE OF h
  LOOP
    links := '{}';
    FOR item IN
      SELECT value FROM jsonb_array_elements(entries) WITH ORDINALITY
      WHERE (value ->> 'chain')::smallint = tip.chain ORDER BY ordinality
    LOOP
      entry := jsonb_populate_record(NULL::audit.entries, item);
      entry.seq := tip.seq + 1;
      entry.at := greatest(clock_timestamp(), tip.at);
      entry.prev := tip.hash;
      entry.hash := audit.digest(entry);
      links := links || entry;
      tip.seq := entry.seq;
      tip.at := entry.at;
      tip.hash := entry.hash;
    END LOOP;
    INSERT INTO audit.entries SELECT link.* FROM unnest(links) AS link;
    UPDATE audit.head SET seq = tip.seq, at = tip.at, hash = tip.hash WHERE chain = tip.chain;
    total := total + cardinality(links);
  END LOOP;
  IF total = 0 OR total <> jsonb_array_length(entries) THEN
    RAISE EXCEPTION 'audit entries without a chain';
  END IF;
END $$;

-- The tips alone, to be written down elsewhere: on a checkpoint, in the minutes of a sitting.
-- Whoever cuts the log or writes it anew from the start is found by them only.
CREATE FUNCTION audit.tips() RETURNS SETOF audit.head LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT * FROM audit.head ORDER BY chain
$$;

-- ---------------------------------------------------------------- nothing is taken back

CREATE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;

CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE ON audit.entries FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER entries_stay_all BEFORE TRUNCATE ON audit.entries FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER head_stays BEFORE DELETE ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER head_stays_all BEFORE TRUNCATE ON audit.head FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER head_goes_on BEFORE UPDATE ON audit.head FOR EACH ROW
  WHEN (NEW.chain <> OLD.chain OR NEW.seq <= OLD.seq OR NEW.at < OLD.at) EXECUTE FUNCTION audit.refuse();
ALTER TABLE audit.entries ENABLE ALWAYS TRIGGER entries_stay;
ALTER TABLE audit.entries ENABLE ALWAYS TRIGGER entries_stay_all;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_stays;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_stays_all;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_goes_on;

-- ---------------------------------------------------------------- who may what

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
GRANT USAGE ON SCHEMA audit TO hfk_app, hfk_audit;
GRANT EXECUTE ON FUNCTION audit.append TO hfk_app;
GRANT EXECUTE ON FUNCTION audit.tips TO hfk_app, hfk_audit;
GRANT SELECT ON audit.entries, audit.head TO hfk_audit;

-- Temporary objects and advisory locks would let the application stand in others' way. The
-- locks are the superuser's to close: an owner who is none has them closed beforehand
-- (local_postgres::close_advisory_locks, docs/operations.md).
DO $$
DECLARE lock regprocedure;
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, hfk_app', current_database());
  FOR lock IN SELECT p.oid FROM pg_proc p JOIN pg_roles r ON r.rolname = current_user AND r.rolsuper
    WHERE proname ~ '^pg_(try_)?advisory_' AND pronamespace = 'pg_catalog'::regnamespace
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', lock);
  END LOOP;
END $$;

-- Whoever waits too long gives up, so that one stuck request cannot stop the others. Roles are
-- of the whole cluster: said once, not in every database.
DO $$ BEGIN
  IF NOT coalesce((SELECT rolconfig FROM pg_roles WHERE rolname = 'hfk_app')
    @> ARRAY['lock_timeout=3s', 'statement_timeout=10s', 'idle_in_transaction_session_timeout=15s'], false)
  THEN
    ALTER ROLE hfk_app SET lock_timeout = '3s';
    ALTER ROLE hfk_app SET statement_timeout = '10s';
    ALTER ROLE hfk_app SET idle_in_transaction_session_timeout = '15s';
  END IF;
EXCEPTION WHEN insufficient_privilege THEN RAISE WARNING 'hfk_app has no time limits: %', SQLERRM;
END $$;
