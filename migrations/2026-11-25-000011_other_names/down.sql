-- Without their kinds; the columns hold no more than 1,000 characters.
ALTER TABLE persons
  ADD COLUMN other_names  text NOT NULL DEFAULT '' CHECK (length(other_names) <= 1000),
  ADD COLUMN "references" text NOT NULL DEFAULT '' CHECK (length("references") <= 1000);
ALTER TABLE persons ALTER COLUMN other_names DROP DEFAULT, ALTER COLUMN "references" DROP DEFAULT;
UPDATE persons SET
  other_names = coalesce((SELECT left(string_agg(name, '; ' ORDER BY n.position), 1000)
                          FROM person_names n WHERE n.person_id = persons.id), ''),
  "references" = coalesce((SELECT left(string_agg(reference, E'\n' ORDER BY r.position), 1000)
                           FROM person_references r WHERE r.person_id = persons.id), '');
DROP TABLE person_names, person_references;
