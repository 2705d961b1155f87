-- A sitting decides on an Ersuchen; where no committee decides, on the Annahme as well. Both can
-- come to one sitting, the one after the other.
ALTER TABLE agenda_items ADD COLUMN subject text NOT NULL DEFAULT 'request' CHECK (subject IN ('admission','request'));
ALTER TABLE agenda_items ALTER COLUMN subject DROP DEFAULT;
ALTER TABLE agenda_items DROP CONSTRAINT agenda_items_pkey;
ALTER TABLE agenda_items ADD PRIMARY KEY (sitting_id, case_id, subject);
