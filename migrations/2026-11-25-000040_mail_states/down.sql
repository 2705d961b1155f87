ALTER TABLE mail_attachments DROP COLUMN fault;

UPDATE mail_attachments SET aside = 'not_pdf' WHERE aside IN ('calendar','ornament','report');
UPDATE mail_attachments SET aside = 'encrypted' WHERE aside = 'sealed';
ALTER TABLE mail_attachments DROP CONSTRAINT mail_attachments_aside_check;
ALTER TABLE mail_attachments ADD CONSTRAINT mail_attachments_aside_check CHECK (aside IN (
  'not_pdf','unfit_pdf','outlook','signature','encrypted','nested'));

UPDATE mails SET condition = 'encrypted' WHERE condition = 'sealed';
UPDATE mails SET condition = 'broken' WHERE condition IN ('shortened','overburdened');
ALTER TABLE mails DROP CONSTRAINT mails_condition_check;
ALTER TABLE mails ADD CONSTRAINT mails_condition_check CHECK (condition IN (
  'readable','signed','encrypted','broken'));
