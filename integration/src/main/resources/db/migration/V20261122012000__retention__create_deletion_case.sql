-- Duties to delete: whose data, why, by when, and how far each is. Ids, counts and dates; nothing of a buyer.
create table retention.deletion_case (
  seller_id uuid not null references access.seller,
  id uuid not null,
  scope text not null check (scope in ('WHOLE_SELLER', 'ONE_ACCOUNT', 'BUYERS')),
  scope_ids uuid[] not null default '{}',
  trigger text not null,
  joined text[] not null default '{}',
  channels text[] not null default '{}',
  requested_at timestamptz not null,
  due_by timestamptz not null,
  edition date not null,
  operator text not null,
  stage text not null
    check (stage in ('PROPOSED', 'COOLING_OFF', 'OPEN', 'ERASING', 'VERIFIED', 'CLOSED', 'WITHDRAWN')),
  stage_since timestamptz not null,
  cool_until timestamptz,
  proposed_by uuid,
  wait_reason text check (wait_reason in ('UNDER_WAY', 'PLATFORM', 'OUTAGE')),
  wait_count bigint,
  wait_until timestamptz,
  erased_at timestamptz,
  backups_end_at timestamptz,
  keys_destroyed_at timestamptz,
  resume_at timestamptz,
  warned_at timestamptz,
  primary key (seller_id, id),
  check ((stage = 'COOLING_OFF') = (cool_until is not null)),
  check ((stage = 'PROPOSED') = (proposed_by is not null)),
  check ((wait_reason is null) = (wait_until is null)),
  check ((erased_at is not null) = (stage in ('VERIFIED', 'CLOSED')))
);
comment on column retention.deletion_case.scope_ids is 'Connections of one account, or orders whose buyers go.';
create index deletion_case_newest on retention.deletion_case (requested_at desc, id);
create index deletion_case_live on retention.deletion_case (stage) where stage not in ('CLOSED', 'WITHDRAWN');
call access.wall('retention.deletion_case');
grant select, insert, update on retention.deletion_case to lockkeeper_portal;

create table retention.case_store (
  seller_id uuid not null,
  case_id uuid not null,
  position smallint not null,
  store text not null,
  method text not null,
  before bigint not null,
  erased bigint not null default 0,
  after bigint,
  query_digest text not null check (query_digest ~ '^[0-9a-f]{64}$'),
  verified_at timestamptz,
  primary key (seller_id, case_id, position),
  unique (seller_id, case_id, store),
  foreign key (seller_id, case_id) references retention.deletion_case,
  check ((after is null) = (verified_at is null))
);
call access.wall('retention.case_store');
grant select, insert, update on retention.case_store to lockkeeper_portal;

create table retention.case_order (
  seller_id uuid not null,
  case_id uuid not null,
  order_id uuid not null,
  primary key (seller_id, case_id, order_id),
  foreign key (seller_id, case_id) references retention.deletion_case
);
comment on table retention.case_order is 'Ids of orders whose data went: the proof of it outlives them.';
call access.wall('retention.case_order');
grant select, insert on retention.case_order to lockkeeper_portal;

create table retention.case_kept (
  seller_id uuid not null,
  case_id uuid not null,
  position smallint not null,
  what text not null,
  count bigint not null,
  reason text not null,
  until timestamptz,
  primary key (seller_id, case_id, position),
  foreign key (seller_id, case_id) references retention.deletion_case
);
call access.wall('retention.case_kept');
grant select, insert, delete on retention.case_kept to lockkeeper_portal;

-- Which cases there are, and which the passing of time concerns: ids only.
grant select (seller_id, id, requested_at, due_by, stage, cool_until, wait_until, backups_end_at, resume_at, warned_at)
  on retention.deletion_case to lockkeeper_counter;
create policy for_counting on retention.deletion_case for select to lockkeeper_counter using (true);
create function retention.case_register(skip integer, most integer) returns table (seller_id uuid, case_id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.seller_id, c.id from retention.deletion_case c
    order by c.requested_at desc, c.id offset skip limit most;
  end;
create function retention.case_count() returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*) from retention.deletion_case;
  end;
create function retention.cases_ripe(as_of timestamptz, due_before timestamptz, most integer)
  returns table (seller_id uuid, case_id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.seller_id, c.id from retention.deletion_case c
    where c.stage not in ('CLOSED', 'WITHDRAWN') and (
      c.cool_until <= as_of
      or (c.stage in ('OPEN', 'ERASING') and c.wait_until <= as_of)
      or (c.stage in ('PROPOSED', 'COOLING_OFF', 'OPEN', 'ERASING') and c.due_by <= due_before and c.warned_at is null)
      or (c.stage = 'VERIFIED' and (c.backups_end_at <= as_of or c.resume_at <= as_of)))
    order by c.due_by, c.id limit most;
  end;
alter function retention.case_register(integer, integer) owner to lockkeeper_counter;
alter function retention.case_count() owner to lockkeeper_counter;
alter function retention.cases_ripe(timestamptz, timestamptz, integer) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function
  retention.case_register(integer, integer), retention.case_count(),
  retention.cases_ripe(timestamptz, timestamptz, integer) from public;
grant execute on function
  retention.case_register(integer, integer), retention.case_count(),
  retention.cases_ripe(timestamptz, timestamptz, integer) to lockkeeper_portal;
set role lockkeeper_owner;
