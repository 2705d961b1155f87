-- The procedure of somebody for whom the commission has resolved an Ersuchen can end before the authority
-- decides. That it was resolved stays: the closing notice (L8) leaves as for all others.
ALTER TABLE persons DROP CONSTRAINT persons_standing_check;
ALTER TABLE persons ADD CONSTRAINT persons_standing_check CHECK (standing IN (
  'open','admitted','ersuchen','not_admitted','no_request','no_request_recommended','followed','not_followed',
  'withdrawn','title_25','title_25a','title_25b','toleration_60a','training_60c','employment_60d','opportunity_104c',
  'family_title','eu_right','other_title','departed','deported','handed_over','untraceable','died','not_obliged',
  'withdrawn_after_ersuchen','title_25_after_ersuchen','title_25a_after_ersuchen','title_25b_after_ersuchen',
  'toleration_60a_after_ersuchen','training_60c_after_ersuchen','employment_60d_after_ersuchen',
  'opportunity_104c_after_ersuchen','family_title_after_ersuchen','eu_right_after_ersuchen',
  'other_title_after_ersuchen','departed_after_ersuchen','deported_after_ersuchen','handed_over_after_ersuchen',
  'untraceable_after_ersuchen','died_after_ersuchen','not_obliged_after_ersuchen'));
ALTER TABLE earlier_standings DROP CONSTRAINT earlier_standings_standing_check;
ALTER TABLE earlier_standings ADD CONSTRAINT earlier_standings_standing_check CHECK (standing IN (
  'not_admitted','no_request','no_request_recommended','followed','not_followed','withdrawn','title_25','title_25a',
  'title_25b','toleration_60a','training_60c','employment_60d','opportunity_104c','family_title','eu_right',
  'other_title','departed','deported','handed_over','untraceable','died','not_obliged','withdrawn_after_ersuchen',
  'title_25_after_ersuchen','title_25a_after_ersuchen','title_25b_after_ersuchen','toleration_60a_after_ersuchen',
  'training_60c_after_ersuchen','employment_60d_after_ersuchen','opportunity_104c_after_ersuchen',
  'family_title_after_ersuchen','eu_right_after_ersuchen','other_title_after_ersuchen','departed_after_ersuchen',
  'deported_after_ersuchen','handed_over_after_ersuchen','untraceable_after_ersuchen','died_after_ersuchen',
  'not_obliged_after_ersuchen'));
