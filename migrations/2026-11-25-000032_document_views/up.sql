-- What each user has seen of the documents, so that a page can say what is new to its reader: a
-- projection of the read chain, written in the transaction of the entry, and what somebody has
-- marked as seen without opening it. It begins with what the log knows.

CREATE TABLE document_views (
  document_id uuid NOT NULL REFERENCES documents,
  user_id     uuid NOT NULL REFERENCES users,
  seen_at     timestamptz NOT NULL,
  PRIMARY KEY (document_id, user_id)
);
GRANT SELECT, INSERT ON document_views TO hfk_app;

INSERT INTO document_views (document_id, user_id, seen_at)
  SELECT documents.id, users.id, min(entry.at)
  FROM audit.entries AS entry
  JOIN documents ON documents.id = entry.object_id
  JOIN users ON users.id = entry.actor
  WHERE entry.action IN ('document_read', 'guarded_document_read')
  GROUP BY documents.id, users.id;

-- What has come in of late is asked of the whole register.
CREATE INDEX documents_by_arrival ON documents (uploaded_at);

-- One more word than there were.
DO $$
DECLARE words text;
BEGIN
  SELECT string_agg(quote_literal(word[1]), ',') INTO words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contypid = 'audit.action'::regtype AND conname = 'action_check';
  ALTER DOMAIN audit.action DROP CONSTRAINT action_check;
  EXECUTE format('ALTER DOMAIN audit.action ADD CONSTRAINT action_check CHECK (VALUE IN (%s, %L))', words, 'documents_seen');
END $$;
