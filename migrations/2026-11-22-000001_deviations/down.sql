ALTER TABLE findings DROP COLUMN deviated_on;
