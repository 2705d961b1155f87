-- A Folgeantrag: a new case of people about whom there was one before, and what is new since.
CREATE TABLE follow_ups (
  case_id    uuid PRIMARY KEY REFERENCES cases,
  earlier_id uuid NOT NULL REFERENCES cases,
  news       text NOT NULL CHECK (length(news) BETWEEN 1 AND 5000),
  CHECK (earlier_id <> case_id)
);
GRANT SELECT, INSERT ON follow_ups TO hfk_app;
