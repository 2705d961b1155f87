DROP INDEX agenda_items_of_case;
DELETE FROM agenda_items AS it WHERE subject = 'admission' OR EXISTS (
  SELECT FROM agenda_items AS later
  WHERE later.sitting_id = it.sitting_id AND later.case_id = it.case_id
    AND later.subject = 'request' AND later.position > it.position);
ALTER TABLE agenda_items DROP CONSTRAINT agenda_items_pkey;
ALTER TABLE agenda_items DROP COLUMN subject, DROP COLUMN opened_version;
ALTER TABLE agenda_items ADD PRIMARY KEY (sitting_id, case_id);
ALTER TABLE agenda_items ADD CONSTRAINT agenda_items_position_once UNIQUE (sitting_id, position);
