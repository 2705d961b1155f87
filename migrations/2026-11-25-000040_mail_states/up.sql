-- More of what can be the matter with an e-mail and its attachments, and what is wrong with a PDF.

ALTER TABLE mails DROP CONSTRAINT mails_condition_check;
ALTER TABLE mails ADD CONSTRAINT mails_condition_check CHECK (condition IN (
  'readable','signed','shortened','sealed','encrypted','broken','overburdened'));

ALTER TABLE mail_attachments DROP CONSTRAINT mail_attachments_aside_check;
ALTER TABLE mail_attachments ADD CONSTRAINT mail_attachments_aside_check CHECK (aside IN (
  'not_pdf','unfit_pdf','outlook','signature','sealed','encrypted','nested','calendar','ornament','report'));

ALTER TABLE mail_attachments
  ADD COLUMN fault text CHECK (fault IN (
    'empty','too_large','no_pdf','polyglot','password','script','launch','attachment','no_page','damaged','overburdened')),
  ADD CHECK (fault IS NULL OR aside = 'unfit_pdf');
