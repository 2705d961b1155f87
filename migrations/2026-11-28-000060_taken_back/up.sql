-- A step is taken back by an event of its own. With each step is kept what it has changed, as it was.
ALTER TABLE case_events
  ADD COLUMN before     jsonb, -- none: it cannot be taken back
  ADD COLUMN takes_back integer CHECK (takes_back < version),
  ADD CONSTRAINT case_events_take_back CHECK ((step = 'take_back') = (takes_back IS NOT NULL)),
  ADD CONSTRAINT case_events_taken_back FOREIGN KEY (case_id, takes_back) REFERENCES case_events;
CREATE UNIQUE INDEX case_events_taken_back_once ON case_events (case_id, takes_back) WHERE takes_back IS NOT NULL;

-- What holds: whoever asks that of the history asks here.
CREATE VIEW standing_events AS
SELECT * FROM case_events AS event
WHERE takes_back IS NULL
  AND NOT EXISTS (SELECT FROM case_events AS back WHERE back.case_id = event.case_id AND back.takes_back = event.version);
GRANT SELECT ON standing_events TO hfk_app;

-- A finding that was the first on its ground goes when its step is taken back; the history keeps both.
GRANT DELETE ON findings TO hfk_app;

-- Letters know the event that called for them; those of the time before do not.
ALTER TABLE letters
  ADD COLUMN case_version integer,
  ADD CONSTRAINT letters_of_event FOREIGN KEY (case_id, case_version) REFERENCES case_events,
  DROP CONSTRAINT letters_withdrawn_as_check,
  ADD CONSTRAINT letters_withdrawn_as_check CHECK (withdrawn_as IN ('readdressed','taken_back'));

CREATE OR REPLACE FUNCTION letters_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'letters are not deleted'; END IF;
  IF (NEW.id, NEW.case_id, NEW.sitting_id, NEW.seat_id, NEW.kind, NEW.recipient, NEW.why, NEW.content, NEW.written_by, NEW.written_at, NEW.persons, NEW.case_version)
     IS DISTINCT FROM
     (OLD.id, OLD.case_id, OLD.sitting_id, OLD.seat_id, OLD.kind, OLD.recipient, OLD.why, OLD.content, OLD.written_by, OLD.written_at, OLD.persons, OLD.case_version)
     OR (OLD.sha256 IS NOT NULL AND (NEW.sha256, NEW.size) IS DISTINCT FROM (OLD.sha256, OLD.size))
     OR (OLD.sent_on IS NOT NULL AND (NEW.sent_on, NEW.sent_by) IS DISTINCT FROM (OLD.sent_on, OLD.sent_by))
     OR (OLD.withdrawn_on IS NOT NULL AND (NEW.withdrawn_on, NEW.withdrawn_by, NEW.withdrawn_as)
       IS DISTINCT FROM (OLD.withdrawn_on, OLD.withdrawn_by, OLD.withdrawn_as))
  THEN RAISE EXCEPTION 'a letter does not change once it is issued'; END IF;
  RETURN NEW;
END $$;

-- What a letter asks for is kept with its event; what was asked for before stands again when that is
-- taken back.
ALTER TABLE document_requests ADD COLUMN version integer;
UPDATE document_requests AS request SET version = (
  SELECT max(event.version)
  FROM case_events AS event, jsonb_array_elements(event.payload -> 'documents') AS document
  WHERE event.case_id = request.case_id AND event.step = 'request_documents'
    AND document #>> '{of,item}' = request.item
    AND (document #>> '{of,person}')::uuid IS NOT DISTINCT FROM request.person_id
);
ALTER TABLE document_requests
  ALTER COLUMN version SET NOT NULL,
  DROP COLUMN reminders,
  DROP CONSTRAINT document_requests_once,
  ADD CONSTRAINT document_requests_once UNIQUE NULLS NOT DISTINCT (case_id, item, person_id, version),
  ADD CONSTRAINT document_requests_of_event FOREIGN KEY (case_id, version) REFERENCES case_events;
REVOKE DELETE ON document_requests FROM hfk_app;
REVOKE UPDATE (kind, requested_on, due_on) ON document_requests FROM hfk_app;

-- The last that was asked of each paper in this round.
CREATE VIEW standing_requests AS
SELECT request.*
FROM document_requests AS request
JOIN standing_events AS event USING (case_id, version)
JOIN cases ON cases.id = request.case_id AND cases.round = event.round
WHERE NOT EXISTS (
  SELECT FROM document_requests AS later JOIN standing_events USING (case_id, version)
  WHERE later.case_id = request.case_id AND later.item = request.item
    AND later.person_id IS NOT DISTINCT FROM request.person_id AND later.version > request.version
);
GRANT SELECT ON standing_requests TO hfk_app;
