REVOKE DELETE ON document_requests FROM hfk_app;
DROP TABLE earlier_standings, earlier_rounds;
DROP FUNCTION earlier_rounds_stay;
ALTER TABLE case_events DROP COLUMN round;
ALTER TABLE persons DROP COLUMN round;
ALTER TABLE cases DROP COLUMN round;
