-- The short minutes of a round of the Vorprüfungsausschuss, as what came of it was known when it was closed.
ALTER TABLE committee_rounds
  ADD COLUMN minutes jsonb,
  ADD CONSTRAINT committee_rounds_minuted_at_the_end CHECK (minutes IS NULL OR state = 'closed');
GRANT UPDATE (minutes) ON committee_rounds TO hfk_app;
