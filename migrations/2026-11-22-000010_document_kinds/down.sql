REVOKE UPDATE (version, name, kind, sensitivity, person_id, dated_on, received_on, case_id) ON documents FROM hfk_app;
ALTER TABLE documents
  DROP COLUMN replaces, DROP COLUMN dated_on, DROP COLUMN person_id, DROP COLUMN sensitivity,
  DROP COLUMN kind, DROP COLUMN version;
