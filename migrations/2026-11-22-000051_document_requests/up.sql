-- What a letter asked for and by when; a reminder moves the day. Whether it has arrived is
-- computed from the documents.

CREATE TABLE document_requests (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id      uuid NOT NULL REFERENCES cases,
  item         text NOT NULL, -- a key of the list
  kind         text NOT NULL CHECK (kind IN ('application','consent','power_of_attorney','medical_release','curriculum_vitae','language','work','engagement','support','school','asylum_decision','court_decision','removal_order','medical_report','criminal_record','identity','statement','correspondence','other')),
  person_id    uuid REFERENCES persons, -- none: the case as a whole
  requested_on date NOT NULL,
  due_on       date NOT NULL CHECK (due_on >= requested_on),
  reminders    integer NOT NULL DEFAULT 0 CHECK (reminders >= 0),
  CONSTRAINT document_requests_once UNIQUE NULLS NOT DISTINCT (case_id, item, person_id)
);
CREATE INDEX document_requests_due ON document_requests (due_on);

GRANT SELECT, INSERT ON document_requests TO hfk_app;
GRANT UPDATE (kind, requested_on, due_on, reminders) ON document_requests TO hfk_app;

ALTER TABLE letters DROP CONSTRAINT letters_kind_check;
ALTER TABLE letters ADD CONSTRAINT letters_kind_check CHECK (kind IN ('L1','L2','L3','L4','L5a','L5b','L6','L7','L8','L10','L11','L12','L13'));
