DROP TABLE stated_return_dates;
DROP FUNCTION stated_return_dates_stay;
