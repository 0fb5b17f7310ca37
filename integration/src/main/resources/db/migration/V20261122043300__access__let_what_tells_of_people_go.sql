-- Since when an account is over: its name goes when the log that tells of it does.
alter table access.account add column left_at timestamptz;
update access.account set left_at = now() where status = 'LEFT';

-- Evidence of how our own people came, were trained, looked at and went is kept as long as the log, and then goes.
grant delete on access.access_request, access.leaver, access.training, access.review, access.review_item
  to lockkeeper_portal;
