ALTER TABLE findings DROP COLUMN source, DROP COLUMN evidence_id;
