DROP TABLE ground_moves;
DROP FUNCTION ground_moves_stay;
