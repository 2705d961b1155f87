-- A change of a setting that somebody has proposed and somebody else confirms or rejects.
CREATE TABLE setting_proposals (
  id          uuid PRIMARY KEY,
  setting     text NOT NULL,
  seen        integer NOT NULL CHECK (seen >= 0), -- the version of the setting it would follow
  value       text NOT NULL,
  proposed_by uuid NOT NULL REFERENCES users,
  proposed_as text NOT NULL CHECK (proposed_as IN ('SB','VS')),
  proposed_at timestamptz NOT NULL,
  settled_by  uuid REFERENCES users,
  settled_at  timestamptz,
  confirmed   boolean,
  CHECK (num_nulls(settled_by, settled_at, confirmed) IN (0, 3)),
  CONSTRAINT setting_proposals_four_eyes CHECK (NOT confirmed OR settled_by <> proposed_by)
);
CREATE UNIQUE INDEX setting_proposals_one_open ON setting_proposals (setting) WHERE settled_at IS NULL;

GRANT SELECT, INSERT ON setting_proposals TO hfk_app;
GRANT UPDATE (settled_by, settled_at, confirmed) ON setting_proposals TO hfk_app;

ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (
  'registered','step_taken','sitting_planned','sitting_step_taken','attendance_recorded','recusal_recorded',
  'document_uploaded','letter_typeset','letter_sent','setting_proposed','setting_changed','setting_rejected',
  'signed_in','sign_in_failed','signed_out','password_changed',
  'user_added','user_changed','user_locked','user_unlocked','user_reset','seat_changed','seed_loaded',
  'case_read','document_read','letter_read','sitting_read','list_read','log_read'));
