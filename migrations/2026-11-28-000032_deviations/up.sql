-- Who admitted a person although a ground of § 5(2) HFKVO is there, and why: until now only the
-- history said so, and it still does.
ALTER TABLE findings
  ADD COLUMN deviated_by text CHECK (deviated_by IN ('vorsitz','vpa','hfk')),
  ADD COLUMN deviation   text NOT NULL DEFAULT '' CHECK (length(deviation) <= 100000);

UPDATE findings
SET deviated_by = event.payload ->> 'body', deviation = coalesce(vote ->> 'deviation', '')
FROM persons, case_events AS event, jsonb_array_elements(event.payload -> 'votes') AS vote
WHERE persons.id = findings.person_id
  AND event.case_id = persons.case_id
  AND event.step = 'decide_admissibility'
  AND vote -> 'persons' ? persons.id::text
  AND findings.deviated_on = (event.payload ->> 'decided_on')::date;

ALTER TABLE findings ADD CHECK ((deviated_on IS NULL) = (deviated_by IS NULL));
