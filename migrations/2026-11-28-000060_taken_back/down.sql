DELETE FROM document_requests WHERE id NOT IN (SELECT id FROM standing_requests);
DROP VIEW standing_requests;
ALTER TABLE document_requests
  DROP COLUMN version,
  ADD COLUMN reminders integer NOT NULL DEFAULT 0 CHECK (reminders >= 0),
  ADD CONSTRAINT document_requests_once UNIQUE NULLS NOT DISTINCT (case_id, item, person_id);
GRANT UPDATE (kind, requested_on, due_on, reminders), DELETE ON document_requests TO hfk_app;

CREATE OR REPLACE FUNCTION letters_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'letters are not deleted'; END IF;
  IF (NEW.id, NEW.case_id, NEW.sitting_id, NEW.seat_id, NEW.kind, NEW.recipient, NEW.why, NEW.content, NEW.written_by, NEW.written_at, NEW.persons)
     IS DISTINCT FROM
     (OLD.id, OLD.case_id, OLD.sitting_id, OLD.seat_id, OLD.kind, OLD.recipient, OLD.why, OLD.content, OLD.written_by, OLD.written_at, OLD.persons)
     OR (OLD.sha256 IS NOT NULL AND (NEW.sha256, NEW.size) IS DISTINCT FROM (OLD.sha256, OLD.size))
     OR (OLD.sent_on IS NOT NULL AND (NEW.sent_on, NEW.sent_by) IS DISTINCT FROM (OLD.sent_on, OLD.sent_by))
     OR (OLD.withdrawn_on IS NOT NULL AND (NEW.withdrawn_on, NEW.withdrawn_by, NEW.withdrawn_as)
       IS DISTINCT FROM (OLD.withdrawn_on, OLD.withdrawn_by, OLD.withdrawn_as))
  THEN RAISE EXCEPTION 'a letter does not change once it is issued'; END IF;
  RETURN NEW;
END $$;
-- Letters that were withdrawn so stay and keep their word.
ALTER TABLE letters
  DROP COLUMN case_version,
  DROP CONSTRAINT letters_withdrawn_as_check,
  ADD CONSTRAINT letters_withdrawn_as_check CHECK (withdrawn_as IN ('readdressed')) NOT VALID;
REVOKE DELETE ON findings FROM hfk_app;
DROP VIEW standing_events;
DROP INDEX case_events_taken_back_once;
ALTER TABLE case_events DROP COLUMN before, DROP COLUMN takes_back;
