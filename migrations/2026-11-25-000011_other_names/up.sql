-- Other names and foreign references as lists, each with its kind, instead of one text. Every line
-- of the texts becomes a line of the list, nothing of it is left out.

CREATE TABLE person_names (
  person_id uuid NOT NULL REFERENCES persons,
  position  integer NOT NULL CHECK (position >= 0),
  kind      text NOT NULL CHECK (kind IN ('spelling','former','call_name','alias','artist','other')),
  name      text NOT NULL CHECK (length(name) BETWEEN 1 AND 1000),
  PRIMARY KEY (person_id, position)
);
CREATE TABLE person_references (
  person_id uuid NOT NULL REFERENCES persons,
  position  integer NOT NULL CHECK (position >= 0),
  kind      text NOT NULL CHECK (kind IN ('authority','bamf','azr','court','lawyer','other')),
  reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 1000),
  PRIMARY KEY (person_id, position)
);
GRANT SELECT, INSERT, DELETE ON person_names, person_references TO hfk_app;

INSERT INTO person_names
SELECT id, row_number() OVER (PARTITION BY id ORDER BY line) - 1, 'spelling', trim(part)
FROM persons, regexp_split_to_table(other_names, '[;\n]') WITH ORDINALITY AS it (part, line)
WHERE trim(part) <> '';

INSERT INTO person_references
SELECT id, row_number() OVER (PARTITION BY id ORDER BY line) - 1,
  CASE
    WHEN part ~* '^\s*BAMF\M' THEN 'bamf'
    WHEN part ~* '^\s*AZR\M' THEN 'azr'
    WHEN part ~* '^\s*ABH\M' THEN 'authority'
    WHEN part ~* '^\s*(VG|OVG|BVerwG)\M' THEN 'court'
    WHEN part ~* '^\s*(RA|RAin)\M' THEN 'lawyer'
    ELSE 'other'
  END, trim(part)
FROM persons, regexp_split_to_table("references", '[;\n]') WITH ORDINALITY AS it (part, line)
WHERE trim(part) <> '';

ALTER TABLE persons DROP COLUMN other_names, DROP COLUMN "references";
