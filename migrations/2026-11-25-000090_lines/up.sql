-- Whether a step of a kind was taken in a case, for each line of the worklist, from the index alone.
CREATE INDEX case_events_by_step ON case_events (case_id, step, round, version);
