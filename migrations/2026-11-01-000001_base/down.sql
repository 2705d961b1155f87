DROP TABLE letters, documents, recusals, agenda_items, case_events, findings, persons, cases, serials, attendance,
  sittings, seats, authorities, settings, idempotency_keys, sign_in_failures, sessions, users;
DROP FUNCTION letters_stay, history_stays;
DROP EXTENSION btree_gist;
