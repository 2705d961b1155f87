-- An invitation is for one seat: only whoever holds that seat reads it, besides the staff.

ALTER TABLE letters
  ADD COLUMN seat_id uuid REFERENCES seats,
  ADD CHECK (seat_id IS NULL OR kind = 'L12');

UPDATE letters SET seat_id = seats.id
FROM seats, sittings
WHERE letters.kind = 'L12'
  AND sittings.id = letters.sitting_id
  AND sittings.held_on >= seats.valid_from
  AND (seats.valid_to IS NULL OR sittings.held_on <= seats.valid_to)
  AND letters.recipient = seats.member || E'\n' || seats.body;

-- As before, with the seat among what stays.
CREATE OR REPLACE FUNCTION letters_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'letters are not deleted'; END IF;
  IF (NEW.id, NEW.case_id, NEW.sitting_id, NEW.seat_id, NEW.kind, NEW.recipient, NEW.why, NEW.content, NEW.written_by, NEW.written_at)
     IS DISTINCT FROM
     (OLD.id, OLD.case_id, OLD.sitting_id, OLD.seat_id, OLD.kind, OLD.recipient, OLD.why, OLD.content, OLD.written_by, OLD.written_at)
     OR (OLD.sha256 IS NOT NULL AND (NEW.sha256, NEW.size) IS DISTINCT FROM (OLD.sha256, OLD.size))
     OR (OLD.sent_on IS NOT NULL AND (NEW.sent_on, NEW.sent_by) IS DISTINCT FROM (OLD.sent_on, OLD.sent_by))
  THEN RAISE EXCEPTION 'a letter does not change once it is issued'; END IF;
  RETURN NEW;
END $$;
