-- A sitting decides on an Ersuchen; where no committee decides, on the Annahme as well. Both can
-- come to one sitting, the one after the other, and what was decided or adjourned there stays when
-- the case comes to it again: a line of its own for each time it is put on the agenda, with the
-- version of the case that put it there.
ALTER TABLE agenda_items ADD COLUMN subject text NOT NULL DEFAULT 'request' CHECK (subject IN ('admission','request'));
ALTER TABLE agenda_items ALTER COLUMN subject DROP DEFAULT;
ALTER TABLE agenda_items ADD COLUMN opened_version integer;
UPDATE agenda_items SET opened_version = coalesce((
  SELECT max(version) FROM case_events
  WHERE case_events.case_id = agenda_items.case_id AND step = 'place_on_agenda'
    AND payload ->> 'sitting' = agenda_items.sitting_id::text), 1);
ALTER TABLE agenda_items ALTER COLUMN opened_version SET NOT NULL;
ALTER TABLE agenda_items DROP CONSTRAINT agenda_items_pkey;
ALTER TABLE agenda_items DROP CONSTRAINT agenda_items_position_once;
ALTER TABLE agenda_items ADD PRIMARY KEY (sitting_id, position);
CREATE INDEX agenda_items_of_case ON agenda_items (case_id, sitting_id);
