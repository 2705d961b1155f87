ALTER TABLE committee_rounds DROP COLUMN access_until;
ALTER TABLE sittings DROP COLUMN access_until;
