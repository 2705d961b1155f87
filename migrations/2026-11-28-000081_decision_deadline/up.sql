-- Once the authority has said what it intends, its decision is awaited.
ALTER TABLE cases
  DROP CONSTRAINT cases_deadline_kind_check,
  DROP CONSTRAINT cases_resting_kind_check,
  ADD CONSTRAINT cases_deadline_kind_check CHECK (deadline_kind IN ('statement','authority_reply','authority_decision')),
  ADD CONSTRAINT cases_resting_kind_check CHECK (resting_kind IN ('statement','authority_reply','authority_decision'));
ALTER TABLE deadline_history
  DROP CONSTRAINT deadline_history_kind_check,
  ADD CONSTRAINT deadline_history_kind_check CHECK (kind IN ('statement','authority_reply','authority_decision'));
