-- One that follows from a Stellungnahme comes with no form that could name it.
ALTER TABLE return_facts ALTER COLUMN id SET DEFAULT gen_random_uuid();
