-- Wiederaufnahme: the procedure of a case begins again in the same file, for some of its persons.
ALTER TABLE cases ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0);
ALTER TABLE persons ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0); -- in which the person stands so
ALTER TABLE case_events ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0); -- to which the event belongs

-- What the rounds before came to, as the case stood when it was taken up again.
CREATE TABLE earlier_rounds (
  case_id            uuid NOT NULL REFERENCES cases,
  round              integer NOT NULL CHECK (round > 0),
  received_on        date NOT NULL,
  channel            text NOT NULL CHECK (channel IN ('online','post','fax','email','de_mail')),
  sitting_id         uuid REFERENCES sittings, -- that decided it, if one did
  notice_released_at timestamptz,
  PRIMARY KEY (case_id, round),
  CONSTRAINT earlier_rounds_decided_once UNIQUE (sitting_id, case_id)
);
CREATE TABLE earlier_standings (
  case_id   uuid NOT NULL,
  round     integer NOT NULL,
  person_id uuid NOT NULL REFERENCES persons,
  standing  text NOT NULL CHECK (standing IN (
    'not_admitted','no_request','no_request_recommended','followed','not_followed',
    'withdrawn','title_25','title_25a','title_25b','toleration_60a','training_60c','employment_60d','opportunity_104c',
    'family_title','eu_right','other_title','departed','deported','handed_over','untraceable','died','not_obliged')),
  PRIMARY KEY (case_id, round, person_id),
  FOREIGN KEY (case_id, round) REFERENCES earlier_rounds
);
CREATE FUNCTION earlier_rounds_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what a round came to is append-only'; END $$;
CREATE TRIGGER earlier_rounds_stay BEFORE UPDATE OR DELETE ON earlier_rounds
  FOR EACH ROW EXECUTE FUNCTION earlier_rounds_stay();
CREATE TRIGGER earlier_standings_stay BEFORE UPDATE OR DELETE ON earlier_standings
  FOR EACH ROW EXECUTE FUNCTION earlier_rounds_stay();
GRANT SELECT, INSERT ON earlier_rounds, earlier_standings TO hfk_app;

-- What a letter asked for in an earlier round is waited for no more; the letter stays.
GRANT DELETE ON document_requests TO hfk_app;
