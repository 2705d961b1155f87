ALTER TABLE findings DROP COLUMN deviated_by, DROP COLUMN deviation;
