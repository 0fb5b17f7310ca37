-- From where people may be signed in: one list for a seller, one for each of our own roles. No range, no limit.
create table access.allowed_network (
  seller_id uuid not null references access.seller,
  id uuid not null,
  role text not null default '' check (role in ('', 'SUPPORT', 'ADMIN', 'AUDITOR')),
  range text not null check (range = range::inet::cidr::text),
  note text not null check (length(note) between 1 and 120),
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (seller_id, id),
  check ((seller_id = '00000000-0000-0000-0000-000000000000') = (role <> ''))
);
create unique index allowed_network_once on access.allowed_network (seller_id, role, range);
call access.wall('access.allowed_network');
grant select, insert, delete on access.allowed_network to lockkeeper_portal;

-- How many people of each seller are signed in: counts and ids only.
grant select (seller_id, ended_at, ends_at, seen_at, idle_seconds) on access.session to lockkeeper_counter;
create policy for_counting on access.session for select to lockkeeper_counter using (true);
create function access.live_sessions(at timestamptz) returns table (seller_id uuid, sessions bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select s.seller_id, count(*) from access.session s
    where s.ended_at is null and s.ends_at > at and s.seen_at + make_interval(secs => s.idle_seconds) > at
    group by s.seller_id order by s.seller_id;
  end;
alter function access.live_sessions(timestamptz) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.live_sessions(timestamptz) from public;
grant execute on function access.live_sessions(timestamptz) to lockkeeper_portal;
set role lockkeeper_owner;
