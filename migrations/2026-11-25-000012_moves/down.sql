DROP TABLE person_addresses;
ALTER TABLE persons
  DROP CONSTRAINT persons_status_ends_later,
  DROP COLUMN status_since,
  DROP COLUMN language,
  DROP COLUMN interpreter_needed;
