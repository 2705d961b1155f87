-- E-mails that have arrived: each is given to a case, or is not for us. The original and its pages
-- are files like any other; a second arrival of the same bytes is the same e-mail.

CREATE TABLE mails (
  id          uuid PRIMARY KEY,
  version     integer NOT NULL CHECK (version > 0),
  sender      text NOT NULL CHECK (length(sender) <= 500),
  reply_to    text NOT NULL CHECK (length(reply_to) <= 500),
  subject     text NOT NULL CHECK (length(subject) <= 500),
  body        text NOT NULL CHECK (length(body) <= 200000),
  condition   text NOT NULL CHECK (condition IN ('readable','signed','encrypted','broken')),
  sent_at     timestamptz, -- as the message says
  arrived_at  timestamptz NOT NULL,
  sha256      bytea NOT NULL CHECK (length(sha256) = 32), -- the original
  size        bigint NOT NULL CHECK (size > 0),
  copy_sha256 bytea NOT NULL CHECK (length(copy_sha256) = 32), -- as pages
  copy_size   bigint NOT NULL CHECK (copy_size > 0),
  held_by     uuid REFERENCES users, -- who sees to it
  held_since  timestamptz,
  case_id     uuid REFERENCES cases,
  reason      text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000), -- why it is not for us
  settled_by  uuid REFERENCES users,
  settled_at  timestamptz,
  CONSTRAINT mails_once UNIQUE (sha256),
  CHECK ((held_by IS NULL) = (held_since IS NULL)),
  CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
  CHECK ((settled_at IS NOT NULL) = (num_nonnulls(case_id, nullif(reason, '')) = 1))
);
CREATE INDEX mails_open ON mails (arrived_at, id) WHERE settled_at IS NULL;
CREATE INDEX mails_of_case ON mails (case_id);

CREATE TABLE mail_attachments (
  mail_id  uuid NOT NULL REFERENCES mails,
  position integer NOT NULL CHECK (position > 0),
  name     text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  sha256   bytea NOT NULL CHECK (length(sha256) = 32),
  size     bigint NOT NULL CHECK (size > 0),
  aside    text CHECK (aside IN ('not_pdf','unfit_pdf','outlook','signature','encrypted','nested')),
  PRIMARY KEY (mail_id, position)
);

GRANT SELECT, INSERT ON mails, mail_attachments TO hfk_app;
GRANT UPDATE (version, held_by, held_since, case_id, reason, settled_by, settled_at) ON mails TO hfk_app;

-- Whatever words other migrations have added stay.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L, %L, %L, %L))',
    words, 'mail_received', 'mail_held', 'mail_settled', 'mail_read');
END $$;

ALTER DOMAIN audit.object_kind DROP CONSTRAINT object_kind_check;
ALTER DOMAIN audit.object_kind ADD CONSTRAINT object_kind_check CHECK (VALUE IN (
  'case','person','document','letter','mail','sitting','seat','user','session','setting','authority','log'));
