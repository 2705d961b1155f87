-- Where a person lived before, since when the residence status holds, and in which language one
-- speaks with the person. An address that was protected stays so when it is an old one.

ALTER TABLE persons
  ADD COLUMN status_since       date,
  ADD COLUMN language           text    NOT NULL DEFAULT '' CHECK (length(language) <= 200),
  ADD COLUMN interpreter_needed boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT persons_status_ends_later CHECK (status_since <= status_until);
ALTER TABLE persons ALTER COLUMN language DROP DEFAULT, ALTER COLUMN interpreter_needed DROP DEFAULT;

CREATE TABLE person_addresses (
  person_id   uuid NOT NULL REFERENCES persons,
  position    integer NOT NULL CHECK (position >= 0),
  street      text NOT NULL CHECK (length(street) <= 200),
  postal_code text NOT NULL CHECK (length(postal_code) <= 200),
  town        text NOT NULL CHECK (length(town) <= 200),
  protected   boolean NOT NULL, -- by an Auskunftssperre while it was the address
  since       date, -- unknown of the first
  until       date NOT NULL, -- the day of the move
  PRIMARY KEY (person_id, position),
  CHECK (since <= until)
);
GRANT SELECT, INSERT ON person_addresses TO hfk_app;
