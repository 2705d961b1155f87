-- Whose commission this is: one Land for good, once there is a case.
CREATE TABLE installation (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  land text NOT NULL CHECK (land IN ('nrw','niedersachsen'))
);
INSERT INTO installation (land) VALUES ('nrw');
GRANT SELECT ON installation TO hfk_app;
CREATE FUNCTION installation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR EXISTS (SELECT FROM cases) THEN
    RAISE EXCEPTION 'there are cases: their rule set stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER installation_stays BEFORE UPDATE OR DELETE ON installation
  FOR EACH ROW EXECUTE FUNCTION installation_stays();

-- The wording of the grounds against which a case is checked. Until now there was one.
ALTER TABLE cases ADD COLUMN catalogue text NOT NULL DEFAULT 'nrw_2016'
  CHECK (catalogue IN ('nrw_2004','nrw_2016','niedersachsen'));
ALTER TABLE cases ALTER COLUMN catalogue DROP DEFAULT;

ALTER TABLE findings DROP CONSTRAINT findings_ground_check;
ALTER TABLE findings ADD CONSTRAINT findings_ground_check CHECK (ground IN (
  'P5-1-1','P5-1-2','P5-1-3','P5-1-4','P5-1-5','P5-1-6','P5-1-7',
  'P5-2-1','P5-2-2','P5-2-3','P5-2-4','P5-2-5','P5-2-6','P5-1-7-2004','P5-2-5-2004',
  'N5-2-1','N5-2-2','N5-2-3','N5-2-4','N5-2-5','N5-2-6','N5-2-7','N5-2-8','N6-1-1','N6-1-2'));
