-- Nationalities and states of birth by the keys of official statistics (procedure::Country). What
-- was typed before there were keys stays beside them in its own words; the program reads the keys
-- out of it when it migrates, because it has the list.

ALTER TABLE persons RENAME COLUMN nationalities TO nationality_note;
ALTER TABLE persons RENAME COLUMN birth_country TO birth_country_note;
ALTER TABLE persons ADD COLUMN birth_country text CHECK (birth_country ~ '^[0-9]{3}$');

CREATE TABLE person_nationalities (
  person_id uuid NOT NULL REFERENCES persons,
  position  integer NOT NULL CHECK (position >= 0),
  country   text NOT NULL CHECK (country ~ '^[0-9]{3}$'),
  PRIMARY KEY (person_id, position),
  CONSTRAINT person_nationalities_once UNIQUE (person_id, country)
);
GRANT SELECT, INSERT, DELETE ON person_nationalities TO hfk_app;
