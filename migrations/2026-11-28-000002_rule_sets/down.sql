DELETE FROM findings WHERE ground ~ '^N|-2004$';
ALTER TABLE findings DROP CONSTRAINT findings_ground_check;
ALTER TABLE findings ADD CONSTRAINT findings_ground_check CHECK (ground IN (
  'P5-1-1','P5-1-2','P5-1-3','P5-1-4','P5-1-5','P5-1-6','P5-1-7',
  'P5-2-1','P5-2-2','P5-2-3','P5-2-4','P5-2-5','P5-2-6'));
ALTER TABLE cases DROP COLUMN catalogue;
DROP TABLE installation;
DROP FUNCTION installation_stays;
