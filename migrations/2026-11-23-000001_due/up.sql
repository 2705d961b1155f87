-- What is due today is asked of the whole register: each question has an index of just its rows.

CREATE INDEX letters_to_send ON letters (written_at, id) WHERE sha256 IS NOT NULL AND sent_on IS NULL;
CREATE INDEX cases_awaiting_notice ON cases (sitting_id) WHERE notice_released_at IS NULL AND sitting_id IS NOT NULL;
CREATE INDEX findings_unanswered ON findings (person_id) WHERE finding = 'present' AND deviated_on IS NULL;
