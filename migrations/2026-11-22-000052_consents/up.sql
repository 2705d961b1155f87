-- What a person has agreed to, and until when: the processing of their data (Art. 6, 7 and 9 DSGVO),
-- and that doctors may speak (Schweigepflichtsentbindung). A revocation is added, nothing is removed.

CREATE TABLE consents (
  id          uuid PRIMARY KEY,
  case_id     uuid NOT NULL REFERENCES cases,
  person_id   uuid NOT NULL REFERENCES persons,
  kind        text NOT NULL CHECK (kind IN ('processing','medical_release')),
  scope       text NOT NULL CHECK (length(scope) BETWEEN 1 AND 500),
  given_on    date NOT NULL,
  document_id uuid REFERENCES documents,
  recorded_by uuid NOT NULL REFERENCES users,
  recorded_at timestamptz NOT NULL,
  revoked_on  date CHECK (revoked_on >= given_on),
  revoked_by  uuid REFERENCES users,
  CHECK ((revoked_on IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX consents_of_case ON consents (case_id, given_on);

GRANT SELECT, INSERT ON consents TO hfk_app;
GRANT UPDATE (revoked_on, revoked_by) ON consents TO hfk_app;

-- Two more words than there were.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L))', words, 'consent_recorded', 'consent_revoked');
END $$;
