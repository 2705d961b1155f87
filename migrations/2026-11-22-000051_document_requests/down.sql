DROP TABLE document_requests;
ALTER TABLE letters DROP CONSTRAINT letters_kind_check;
-- Letters that were written stay.
ALTER TABLE letters ADD CONSTRAINT letters_kind_check CHECK (kind IN ('L1','L2','L4','L5a','L5b','L6','L7','L8','L10','L11','L12','L13')) NOT VALID;
