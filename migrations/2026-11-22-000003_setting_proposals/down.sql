DROP TABLE setting_proposals;

-- Entries that say so stay in the log and keep their words.
ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (
  'registered','step_taken','sitting_planned','sitting_step_taken','attendance_recorded','recusal_recorded',
  'document_uploaded','letter_typeset','letter_sent','setting_changed',
  'signed_in','sign_in_failed','signed_out','password_changed',
  'user_added','user_changed','user_locked','user_unlocked','user_reset','seat_changed','seed_loaded',
  'case_read','document_read','letter_read','sitting_read','list_read','log_read')) NOT VALID;
