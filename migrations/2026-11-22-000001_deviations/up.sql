-- A ground of § 5(2) HFKVO that is there asks for a recorded deviation, also when it is found
-- after the Annahme. The day on which a body went on all the same tells the two apart.

ALTER TABLE findings
  ADD COLUMN deviated_on date,
  ADD CHECK (deviated_on IS NULL OR finding = 'present');

-- What was decided so far: as its history says.
UPDATE findings SET deviated_on = (event.payload ->> 'decided_on')::date
FROM persons, case_events AS event
WHERE persons.id = findings.person_id
  AND event.case_id = persons.case_id
  AND event.step = 'decide_admissibility'
  AND event.payload -> 'votes' @> jsonb_build_array(jsonb_build_object('persons', jsonb_build_array(persons.id)))
  AND persons.standing <> 'not_admitted'
  AND findings.finding = 'present'
  AND findings.found_on <= event.on_day;
