-- What people take away as a file: the wish and what became of it, and the sealed file until it is fetched once.

create table access.export (
  seller_id uuid not null references access.seller,
  id uuid not null,
  account uuid not null,
  reason text not null,
  note text not null check (length(note) between 1 and 500),
  typed text,
  statuses text[] not null,
  channel text,
  troubled boolean not null,
  cause text,
  stripped boolean,
  received_from timestamptz,
  sort text not null,
  descending boolean not null,
  rows_counted bigint not null check (rows_counted >= 0),
  state text not null check (state in ('WAITS', 'MAKING', 'READY', 'TAKEN', 'CANCELLED', 'DECLINED', 'ABORTED',
    'EXPIRED', 'TOO_LARGE', 'FAILED')),
  rows_made integer not null check (rows_made >= 0),
  asked_at timestamptz not null,
  ends_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  granted boolean,
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  ended_at timestamptz,
  primary key (seller_id, id),
  foreign key (seller_id, account) references access.account,
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (granted is null)),
  check (decided_by <> account),
  check ((ended_at is null) = (state in ('WAITS', 'MAKING', 'READY')))
);
comment on table access.export is 'Lists of orders that people asked to take away, why, and what became of each. Notes that look like a buyer are refused.';
create index export_of on access.export (seller_id, account, asked_at);
create index export_age on access.export (asked_at);
create index export_open on access.export (ends_at) where state in ('WAITS', 'MAKING', 'READY');
call access.wall('access.export');
grant select, insert, update, delete on access.export to lockkeeper_portal;

create table access.export_file (
  seller_id uuid not null,
  export_id uuid not null,
  closed bytea not null,
  primary key (seller_id, export_id),
  foreign key (seller_id, export_id) references access.export on delete cascade
);
alter table access.export_file alter column closed set storage external;
comment on table access.export_file is 'Files that wait to be fetched, sealed with a key that is not in the database. Orders without buyers. Erased when fetched, or within the hour.';
call access.wall('access.export_file');
grant select, insert, delete on access.export_file to lockkeeper_portal;

-- Which are over, and which there are at all: ids only; each is then read under its own seller.
create policy for_counting on access.export for select to lockkeeper_counter using (true);
grant select (seller_id, id, state, asked_at, ends_at) on access.export to lockkeeper_counter;
create function access.exports_over(at timestamptz, lim integer) returns table (seller_id uuid, id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.seller_id, e.id from access.export e
    where e.state in ('WAITS', 'MAKING', 'READY') and e.ends_at <= at order by e.ends_at, e.id limit lim;
  end;
alter function access.exports_over(timestamptz, integer) owner to lockkeeper_counter;
create function access.export_register(lim integer, skip integer) returns table (seller_id uuid, id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.seller_id, e.id from access.export e order by e.asked_at desc, e.id desc limit lim offset skip;
  end;
alter function access.export_register(integer, integer) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.exports_over(timestamptz, integer) from public;
revoke execute on function access.export_register(integer, integer) from public;
grant execute on function access.exports_over(timestamptz, integer) to lockkeeper_portal;
grant execute on function access.export_register(integer, integer) to lockkeeper_portal;
set role lockkeeper_owner;
