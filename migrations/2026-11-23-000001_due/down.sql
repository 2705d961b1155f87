DROP INDEX findings_unanswered;
DROP INDEX cases_awaiting_notice;
DROP INDEX letters_to_send;
