\set n random(1, :cases)
SELECT id, person FROM bench_cases WHERE n = :n \gset
SELECT id, version, file_number, pseudonym, stage, urgent, received_on, registered_at, channel, reasons, deadline_kind, deadline_on, sitting_id, notice_released_at, round FROM cases WHERE id = :id::uuid;
SELECT a.id, a.authority FROM cases c JOIN authorities a ON a.id = c.authority_id WHERE c.id = :id::uuid;
SELECT * FROM persons WHERE case_id = :id::uuid ORDER BY position;
SELECT w.* FROM powers_of_attorney w JOIN persons p ON p.id = w.person_id WHERE p.case_id = :id::uuid;
SELECT f.* FROM findings f JOIN persons p ON p.id = f.person_id WHERE p.case_id = :id::uuid;
BEGIN;
SELECT stage FROM cases WHERE id = :id::uuid;
SELECT EXISTS (SELECT FROM recusals WHERE case_id = :id::uuid);
SELECT EXISTS (SELECT FROM agenda_items i JOIN sittings s ON s.id = i.sitting_id WHERE i.case_id = :id::uuid AND i.state <> 'withdrawn');
SELECT sitting_id FROM cases WHERE id = :id::uuid;
SELECT id, version, file_number, pseudonym, stage, urgent, received_on, registered_at, channel, reasons, deadline_kind, deadline_on, sitting_id, notice_released_at, round FROM cases WHERE id = :id::uuid FOR NO KEY UPDATE;
SELECT a.id, a.authority FROM cases c JOIN authorities a ON a.id = c.authority_id WHERE c.id = :id::uuid;
SELECT * FROM persons WHERE case_id = :id::uuid ORDER BY position;
SELECT w.* FROM powers_of_attorney w JOIN persons p ON p.id = w.person_id WHERE p.case_id = :id::uuid;
SELECT f.* FROM findings f JOIN persons p ON p.id = f.person_id WHERE p.case_id = :id::uuid;
SELECT DISTINCT ON (setting) setting, value, version FROM settings ORDER BY setting, version DESC;
SELECT * FROM seats WHERE valid_from <= current_date AND (valid_to IS NULL OR valid_to >= current_date);
SELECT count(*) FROM letters WHERE case_id = :id::uuid AND sent_on IS NULL;
SELECT notice_released_at IS NOT NULL FROM cases WHERE id = :id::uuid;
UPDATE cases SET version = version + 1, stage = stage, urgent = urgent, deadline_kind = deadline_kind, deadline_on = deadline_on, sitting_id = sitting_id WHERE id = :id::uuid;
INSERT INTO findings (person_id, ground, finding, note, found_on) VALUES (:person::uuid, 'P5-2-1', 'unclear', '', current_date) ON CONFLICT (person_id, ground) DO UPDATE SET finding = excluded.finding, note = excluded.note, found_on = excluded.found_on;
INSERT INTO case_events (case_id, version, round, at, by_user, hat, step, from_stage, to_stage, on_day, payload) SELECT id, version, round, now(), (SELECT id FROM users LIMIT 1), 'SB', 'record_findings', stage, stage, current_date, '{"step": "begin_admissibility"}' FROM cases WHERE id = :id::uuid;
SELECT audit.append(jsonb_build_array('{"chain": 1,"actor": null,"hat": "SB","action": "step_taken","subject": null,"object_kind": "case","object_version": 1,"purpose": null,"outcome": "done","rule": "record_findings","from_state": "ready","to_state": "ready","from_version": 1,"to_version": 2,"idempotency_key": null,"fields": null}'::jsonb || jsonb_build_object('object_id', :id::text)));
COMMIT;
