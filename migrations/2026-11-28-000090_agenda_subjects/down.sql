DELETE FROM agenda_items WHERE subject = 'admission';
ALTER TABLE agenda_items DROP COLUMN subject;
ALTER TABLE agenda_items ADD PRIMARY KEY (sitting_id, case_id);
