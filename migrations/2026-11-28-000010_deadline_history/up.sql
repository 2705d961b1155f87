-- A deadline that rests is not due: the case has no next date then, and keeps here which it had.
ALTER TABLE cases
  ADD COLUMN resting_kind   text CHECK (resting_kind IN ('statement','authority_reply')),
  ADD COLUMN resting_due_on date,
  ADD COLUMN resting_since  date,
  ADD CONSTRAINT cases_resting_whole CHECK (num_nulls(resting_kind, resting_due_on, resting_since) IN (0, 3)),
  ADD CONSTRAINT cases_one_deadline CHECK (resting_kind IS NULL OR deadline_kind IS NULL);

-- What became of the deadlines of a case; an event makes at most one end and one beginning.
CREATE TABLE deadline_history (
  case_id  uuid NOT NULL,
  version  integer NOT NULL,
  position integer NOT NULL CHECK (position >= 0),
  kind     text NOT NULL CHECK (kind IN ('statement','authority_reply')),
  what     text NOT NULL CHECK (what IN ('opened','closed','extended','paused','resumed','withdrawn')),
  due_on   date NOT NULL, -- as it then was
  why      text NOT NULL CHECK (length(why) <= 1000), -- why due then, in words
  reason   text NOT NULL CHECK (length(reason) <= 100000), -- why it was changed
  PRIMARY KEY (case_id, version, position),
  FOREIGN KEY (case_id, version) REFERENCES case_events
);
CREATE FUNCTION deadline_history_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what became of deadlines is append-only'; END $$;
CREATE TRIGGER deadline_history_stays BEFORE UPDATE OR DELETE ON deadline_history
  FOR EACH ROW EXECUTE FUNCTION deadline_history_stays();
GRANT SELECT, INSERT ON deadline_history TO hfk_app;

-- Deadlines that are open already begin their history with the letter that set them.
INSERT INTO deadline_history (case_id, version, position, kind, what, due_on, why, reason)
SELECT cases.id, max(event.version), 0, cases.deadline_kind, 'opened', cases.deadline_on, '', ''
FROM cases
JOIN case_events AS event ON event.case_id = cases.id
  AND event.step IN ('request_statement','reinquire','send_ersuchen')
WHERE cases.deadline_on IS NOT NULL
GROUP BY cases.id;
