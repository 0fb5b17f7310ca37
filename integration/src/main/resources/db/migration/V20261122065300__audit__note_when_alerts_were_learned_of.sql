-- An alert that is handed in from outside was found before we knew of it: what is due counts from when we knew.
alter table audit.alert add column learned_at timestamptz;
comment on column audit.alert.learned_at is 'When the product learned of it; empty in rows from before: with its first finding.';
