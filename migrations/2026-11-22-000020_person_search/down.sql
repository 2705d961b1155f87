CREATE INDEX persons_by_name ON persons (lower(family_name) text_pattern_ops);
ALTER TABLE persons
  DROP COLUMN search_letters, DROP COLUMN search_keys, DROP COLUMN search_references, DROP COLUMN search_rules;
DROP EXTENSION pg_trgm;
