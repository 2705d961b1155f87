ALTER TABLE letters DROP COLUMN reminder;
