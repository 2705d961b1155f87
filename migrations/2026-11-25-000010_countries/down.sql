-- What has keys and no words is kept as its keys.
UPDATE persons SET nationality_note = coalesce(
  (SELECT string_agg(country, ', ' ORDER BY n.position) FROM person_nationalities n WHERE n.person_id = persons.id), '')
  WHERE nationality_note = '';
UPDATE persons SET birth_country_note = birth_country WHERE birth_country_note = '' AND birth_country IS NOT NULL;
DROP TABLE person_nationalities;
ALTER TABLE persons DROP COLUMN birth_country;
ALTER TABLE persons RENAME COLUMN birth_country_note TO birth_country;
ALTER TABLE persons RENAME COLUMN nationality_note TO nationalities;
