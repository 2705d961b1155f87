-- The day of a return that an authority has told of in a statement: for secretariat and chair alone
-- (§ 97a AufenthG), and therefore no part of the history of the case.
CREATE TABLE stated_return_dates (
  case_id   uuid NOT NULL,
  version   integer NOT NULL, -- the event that recorded the statement
  person_id uuid NOT NULL REFERENCES persons,
  return_on date NOT NULL,
  PRIMARY KEY (case_id, version, person_id),
  FOREIGN KEY (case_id, version) REFERENCES case_events
);
CREATE FUNCTION stated_return_dates_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what an authority has stated is append-only'; END $$;
CREATE TRIGGER stated_return_dates_stay BEFORE UPDATE OR DELETE ON stated_return_dates
  FOR EACH ROW EXECUTE FUNCTION stated_return_dates_stay();
GRANT SELECT, INSERT ON stated_return_dates TO hfk_app;
