ALTER TABLE powers_of_attorney
  DROP CONSTRAINT powers_of_attorney_document_id_fkey,
  ADD CONSTRAINT powers_of_attorney_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents;
