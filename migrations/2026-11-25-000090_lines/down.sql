DROP INDEX case_events_by_step;
