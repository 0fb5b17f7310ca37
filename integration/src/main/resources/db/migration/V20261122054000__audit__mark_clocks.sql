-- What people said was done of the duties that come back. A mark is added to, never changed.
create table audit.clock_mark (
  seller_id uuid not null references access.seller,
  id uuid not null,
  clock text not null check (clock ~ '^[a-z-]{3,40}$'),
  done_on date not null,
  done_by uuid not null,
  proof text not null check (length(proof) between 1 and 200),
  marked_at timestamptz not null,
  primary key (seller_id, id)
);
comment on table audit.clock_mark is 'Duties that come back, as done: the day, who said so, and where the proof is. Of the platform tenant.';
create index clock_mark_newest on audit.clock_mark (seller_id, clock, done_on desc, marked_at desc);
call access.wall('audit.clock_mark');
grant select, insert on audit.clock_mark to lockkeeper_portal;
