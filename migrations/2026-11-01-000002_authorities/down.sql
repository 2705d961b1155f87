DELETE FROM authorities;
