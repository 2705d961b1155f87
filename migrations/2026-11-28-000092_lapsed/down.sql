ALTER TABLE earlier_standings DROP CONSTRAINT earlier_standings_standing_check;
ALTER TABLE earlier_standings ADD CONSTRAINT earlier_standings_standing_check CHECK (standing IN (
  'not_admitted','no_request','no_request_recommended','followed','not_followed','withdrawn','title_25','title_25a',
  'title_25b','toleration_60a','training_60c','employment_60d','opportunity_104c','family_title','eu_right',
  'other_title','departed','deported','handed_over','untraceable','died','not_obliged'));
ALTER TABLE persons DROP CONSTRAINT persons_standing_check;
ALTER TABLE persons ADD CONSTRAINT persons_standing_check CHECK (standing IN (
  'open','admitted','ersuchen','not_admitted','no_request','no_request_recommended','followed','not_followed',
  'withdrawn','title_25','title_25a','title_25b','toleration_60a','training_60c','employment_60d','opportunity_104c',
  'family_title','eu_right','other_title','departed','deported','handed_over','untraceable','died','not_obliged'));
