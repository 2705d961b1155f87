-- What a document proves, of whom, of which day, and how it is guarded. Without a kind it waits
-- to be named. Nothing is overwritten: a new version replaces the row of the one before.

ALTER TABLE documents
  ADD COLUMN version     integer NOT NULL DEFAULT 1 CHECK (version > 0), -- of what is said of it
  ADD COLUMN kind        text CHECK (kind IN ('application','consent','power_of_attorney','medical_release','curriculum_vitae','language','work','engagement','support','school','asylum_decision','court_decision','removal_order','medical_report','criminal_record','identity','statement','correspondence','other')),
  ADD COLUMN sensitivity text NOT NULL DEFAULT 'normal' CHECK (sensitivity IN ('normal','health','criminal')),
  ADD COLUMN person_id   uuid REFERENCES persons, -- none: the case as a whole
  ADD COLUMN dated_on    date, -- what the paper itself says
  ADD COLUMN replaces    uuid REFERENCES documents,
  ADD CONSTRAINT documents_replaced_once UNIQUE (replaces),
  ADD CHECK (replaces <> id);
ALTER TABLE documents ALTER COLUMN version DROP DEFAULT, ALTER COLUMN sensitivity DROP DEFAULT;

GRANT UPDATE (version, name, kind, sensitivity, person_id, dated_on, received_on, case_id) ON documents TO hfk_app;
