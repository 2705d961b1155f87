-- On what a finding rests: who said so, and a document of the case that shows it.
ALTER TABLE findings
  ADD COLUMN source      text NOT NULL DEFAULT '' CHECK (length(source) <= 500),
  ADD COLUMN evidence_id uuid REFERENCES documents;
