-- What became of grounds, person by person, as it is counted for the report of a year: from dated
-- events and not from how things stand today. Cases whose steps are older have none.
CREATE TABLE ground_moves (
  case_id   uuid NOT NULL,
  version   integer NOT NULL,
  person_id uuid NOT NULL REFERENCES persons,
  ground    text NOT NULL CHECK (ground IN ('P5-1-1','P5-1-2','P5-1-3','P5-1-4','P5-1-5','P5-1-6','P5-1-7','P5-2-1','P5-2-2','P5-2-3','P5-2-4','P5-2-5','P5-2-6','P5-1-7-2004','P5-2-5-2004','N5-2-1','N5-2-2','N5-2-3','N5-2-4','N5-2-5','N5-2-6','N5-2-7','N5-2-8','N6-1-1','N6-1-2')),
  change    text NOT NULL CHECK (change IN ('found','fell_away','set_aside')),
  on_day    date NOT NULL, -- as it was told
  PRIMARY KEY (case_id, version, person_id, ground, change),
  FOREIGN KEY (case_id, version) REFERENCES case_events
);
CREATE INDEX ground_moves_by_day ON ground_moves (on_day, ground, change);
CREATE FUNCTION ground_moves_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what became of grounds is append-only'; END $$;
CREATE TRIGGER ground_moves_stay BEFORE UPDATE OR DELETE ON ground_moves
  FOR EACH ROW EXECUTE FUNCTION ground_moves_stay();
GRANT SELECT, INSERT ON ground_moves TO hfk_app;
