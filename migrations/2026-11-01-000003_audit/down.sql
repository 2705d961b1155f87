-- What belongs to the cluster or its superuser stays: time limits of the role, advisory locks.
DROP SCHEMA audit CASCADE;
