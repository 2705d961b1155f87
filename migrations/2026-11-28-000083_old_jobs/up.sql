-- What is done long since is forgotten: that it was done stands in the history of its case.
CREATE INDEX jobs_done ON jobs (done_at) WHERE done_at IS NOT NULL;
GRANT DELETE ON jobs TO hfk_app;
