REVOKE DELETE ON jobs FROM hfk_app;
DROP INDEX jobs_done;
