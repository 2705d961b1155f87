-- Whether a letter reminds of an earlier one, as its text says: lists tell the two apart.
ALTER TABLE letters ADD COLUMN reminder boolean NOT NULL GENERATED ALWAYS AS (
  coalesce(content #>> '{occasion,is}' = 'reminder', false) OR coalesce(content ->> 'reminder' = 'true', false)
) STORED;
