ALTER TABLE committee_rounds DROP COLUMN minutes;
