-- What people are found by. The program writes these columns with the person, by the rules of
-- procedure::search_name; rows written by older rules are filled anew when it migrates.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE persons
  ADD COLUMN search_letters    text     NOT NULL DEFAULT '',   -- all names in a–z
  ADD COLUMN search_keys       text[]   NOT NULL DEFAULT '{}', -- one key per word
  ADD COLUMN search_references text     NOT NULL DEFAULT '',   -- own and the representative's, without signs
  ADD COLUMN search_rules      smallint NOT NULL DEFAULT 0;    -- by which rules they were made

CREATE INDEX persons_by_letters   ON persons USING gin (search_letters gin_trgm_ops);
CREATE INDEX persons_by_key       ON persons USING gin (search_keys);
CREATE INDEX persons_by_reference ON persons USING gin (search_references gin_trgm_ops);
CREATE INDEX persons_by_birth     ON persons (born text_pattern_ops);
DROP INDEX persons_by_name;
