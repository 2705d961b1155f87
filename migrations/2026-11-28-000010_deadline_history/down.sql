DROP TABLE deadline_history;
DROP FUNCTION deadline_history_stays;
ALTER TABLE cases
  DROP COLUMN resting_kind,
  DROP COLUMN resting_due_on,
  DROP COLUMN resting_since;
