-- Until when a sitting is open to its members, and a round to the committee: settled when the minutes
-- are approved or the round is closed, by the setting of that day.
ALTER TABLE sittings ADD COLUMN access_until timestamptz;
UPDATE sittings SET access_until = approved_at + interval '14 days' WHERE approved_at IS NOT NULL;
ALTER TABLE sittings ADD CHECK ((approved_at IS NULL) = (access_until IS NULL));

ALTER TABLE committee_rounds ADD COLUMN access_until timestamptz;
ALTER TABLE committee_rounds DISABLE TRIGGER committee_rounds_stay;
UPDATE committee_rounds SET access_until = closed_at + interval '14 days' WHERE closed_at IS NOT NULL;
ALTER TABLE committee_rounds ENABLE TRIGGER committee_rounds_stay;
ALTER TABLE committee_rounds ADD CHECK ((closed_at IS NULL) = (access_until IS NULL));
GRANT UPDATE (access_until) ON committee_rounds TO hfk_app;
