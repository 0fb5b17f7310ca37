-- The call log grows by the month and leaves by the month: a month that is no longer kept is dropped, not deleted
-- row by row. What was written so far becomes the first part, unmoved.
alter table audit.call_log rename to call_log_first;
alter index audit.call_log_pkey rename to call_log_first_pkey;
alter table audit.call_log_first
  add column throttled boolean not null default false,
  add column request_id text,
  add column attempt integer not null default 1,
  add constraint call_log_request_id check (request_id ~ '^[A-Za-z0-9-]{8,64}$');

create table audit.call_log (
  seller_id uuid not null references access.seller,
  at timestamptz not null,
  id uuid not null,
  host text not null,
  operation text not null,
  status integer not null,
  took_ms integer not null,
  bytes integer not null,
  throttled boolean not null default false,
  request_id text constraint call_log_request_id check (request_id ~ '^[A-Za-z0-9-]{8,64}$'),
  attempt integer not null default 1,
  primary key (seller_id, at, id)
) partition by range (at);
comment on table audit.call_log is 'Every call to an outside API: no addresses with queries, no bodies.';
call access.wall('audit.call_log');
grant select, insert on audit.call_log to lockkeeper_portal;
create index call_log_at on audit.call_log (at);

alter table audit.call_log attach partition audit.call_log_first
  for values from (minvalue) to ('2027-01-01 00:00:00+00');
revoke all on audit.call_log_first from lockkeeper_portal;

do $$
declare
  month timestamptz := '2027-01-01 00:00:00+00';
  part text;
begin
  while month < '2030-01-01 00:00:00+00' loop
    part := 'audit.call_log_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    execute format('create table %s partition of audit.call_log for values from (%L) to (%L)',
      part, month, (month at time zone 'UTC' + interval '1 month') at time zone 'UTC');
    execute format('call access.wall(%L)', part);
    month := (month at time zone 'UTC' + interval '1 month') at time zone 'UTC';
  end loop;
end
$$;
create table audit.call_log_later partition of audit.call_log default;
call access.wall('audit.call_log_later');
comment on table audit.call_log_later is 'Should stay empty: a call here says that months have to be added.';

-- Where a call would have gone that was not made.
create table audit.refused_call (
  seller_id uuid not null references access.seller,
  at timestamptz not null,
  id uuid not null,
  host text not null check (length(host) <= 253),
  operation text not null,
  reason text not null,
  primary key (seller_id, at, id)
);
comment on column audit.refused_call.host is 'A host and nothing more of what was asked for; empty if it cannot be one.';
call access.wall('audit.refused_call');
create index refused_call_at on audit.refused_call (at);
grant select, insert on audit.refused_call to lockkeeper_portal;

-- What was called where for the first time, when. Of no seller.
create table audit.call_destination (
  host text not null,
  operation text not null,
  first_at timestamptz not null,
  primary key (host, operation)
);
grant select, insert on audit.call_destination to lockkeeper_portal;

-- Calls counted by hours (kept for three days) and by days, so that a page over a month reads no calls.
create table audit.call_tally (
  seller_id uuid not null references access.seller,
  grain text not null check (grain in ('HOUR', 'DAY')),
  slot timestamptz not null,
  host text not null,
  operation text not null,
  calls bigint not null,
  failed bigint not null,
  throttled bigint not null,
  bytes bigint not null,
  t0 bigint not null default 0,
  t1 bigint not null default 0,
  t2 bigint not null default 0,
  t3 bigint not null default 0,
  t4 bigint not null default 0,
  t5 bigint not null default 0,
  t6 bigint not null default 0,
  t7 bigint not null default 0,
  t8 bigint not null default 0,
  t9 bigint not null default 0,
  t10 bigint not null default 0,
  t11 bigint not null default 0,
  t12 bigint not null default 0,
  t13 bigint not null default 0,
  t14 bigint not null default 0,
  t15 bigint not null default 0,
  primary key (seller_id, grain, slot, host, operation)
) with (fillfactor = 70);
comment on table audit.call_tally is 'Written with each call. t0 to t15: calls by how long they took, in the bands of TookBands.';
call access.wall('audit.call_tally');
create index call_tally_slot on audit.call_tally (grain, slot);
grant select, insert, update, delete on audit.call_tally to lockkeeper_portal;

-- How many calls or points are left, for all nodes. After a crash of the database all buckets are full again: one burst
-- too much, and no write-ahead log for each call before.
create unlogged table jobs.call_budget (
  seller_id uuid not null references access.seller,
  application text not null,
  host text not null,
  budget text not null,
  tokens double precision not null,
  as_of timestamptz not null,
  per_second double precision not null,
  burst double precision not null,
  planned_per_second double precision not null,
  planned_burst double precision not null,
  blocked_until timestamptz not null,
  promised_until timestamptz not null,
  throttled_in_row integer not null,
  primary key (seller_id, application, host, budget)
) with (fillfactor = 50);
call access.wall('jobs.call_budget');
grant select, insert, update, delete on jobs.call_budget to lockkeeper_portal;

-- Figures over all sellers: hosts, operations, counts and ids of sellers come out, and nothing else can be read for them.
grant usage, create on schema audit, jobs to lockkeeper_counter;
grant select (seller_id, at, host, operation, status, took_ms, bytes, throttled) on audit.call_log to lockkeeper_counter;
create policy for_counting on audit.call_log for select to lockkeeper_counter using (true);
grant select on audit.call_tally to lockkeeper_counter;
create policy for_counting on audit.call_tally for select to lockkeeper_counter using (true);
grant select (seller_id, at, host, operation, reason) on audit.refused_call to lockkeeper_counter;
create policy for_counting on audit.refused_call for select to lockkeeper_counter using (true);
grant select (seller_id, host, budget, tokens, as_of, per_second, burst, blocked_until) on jobs.call_budget
  to lockkeeper_counter;
create policy for_counting on jobs.call_budget for select to lockkeeper_counter using (true);

-- A failed call, once for all: no answer, too many, or 400 and more but for "not found".
create function audit.call_failed(status integer, throttled boolean) returns boolean
  language sql immutable parallel safe
  return throttled or status = 0 or (status >= 400 and status <> 404);
revoke execute on function audit.call_failed(integer, boolean) from public;
grant execute on function audit.call_failed(integer, boolean) to lockkeeper_portal, lockkeeper_counter;

-- grain: CALL reads the log itself, for the last hour; HOUR and DAY read the counts.
create function audit.calls_by_operation(
    grain text, since timestamptz, only_host text, only_seller uuid, only_failing boolean, most integer)
  returns table (host text, operation text, seller_id uuid, calls bigint, failed bigint, throttled bigint,
    bytes bigint, took bigint[])
  language sql stable security definer set search_path = ''
  begin atomic
    (
      select c.host, c.operation, c.seller_id, count(*),
        count(*) filter (where audit.call_failed(c.status, c.throttled)),
        count(*) filter (where c.throttled), sum(c.bytes)::bigint,
        array[
          count(*) filter (where c.took_ms <= 25),
          count(*) filter (where c.took_ms > 25 and c.took_ms <= 50),
          count(*) filter (where c.took_ms > 50 and c.took_ms <= 100),
          count(*) filter (where c.took_ms > 100 and c.took_ms <= 150),
          count(*) filter (where c.took_ms > 150 and c.took_ms <= 200),
          count(*) filter (where c.took_ms > 200 and c.took_ms <= 300),
          count(*) filter (where c.took_ms > 300 and c.took_ms <= 400),
          count(*) filter (where c.took_ms > 400 and c.took_ms <= 600),
          count(*) filter (where c.took_ms > 600 and c.took_ms <= 800),
          count(*) filter (where c.took_ms > 800 and c.took_ms <= 1200),
          count(*) filter (where c.took_ms > 1200 and c.took_ms <= 1600),
          count(*) filter (where c.took_ms > 1600 and c.took_ms <= 2400),
          count(*) filter (where c.took_ms > 2400 and c.took_ms <= 4000),
          count(*) filter (where c.took_ms > 4000 and c.took_ms <= 7000),
          count(*) filter (where c.took_ms > 7000 and c.took_ms <= 11000),
          count(*) filter (where c.took_ms > 11000)]
      from audit.call_log c
      where grain = 'CALL' and c.at >= since
        and (only_host is null or c.host = only_host)
        and (only_seller is null or c.seller_id = only_seller)
      group by c.host, c.operation, c.seller_id
      having not only_failing or bool_or(audit.call_failed(c.status, c.throttled))
      order by 4 desc, 1, 2, 3 limit most
    )
    union all
    (
      select t.host, t.operation, t.seller_id, sum(t.calls)::bigint, sum(t.failed)::bigint,
        sum(t.throttled)::bigint, sum(t.bytes)::bigint,
        array[
        sum(t.t0)::bigint,
        sum(t.t1)::bigint,
        sum(t.t2)::bigint,
        sum(t.t3)::bigint,
        sum(t.t4)::bigint,
        sum(t.t5)::bigint,
        sum(t.t6)::bigint,
        sum(t.t7)::bigint,
        sum(t.t8)::bigint,
        sum(t.t9)::bigint,
        sum(t.t10)::bigint,
        sum(t.t11)::bigint,
        sum(t.t12)::bigint,
        sum(t.t13)::bigint,
        sum(t.t14)::bigint,
        sum(t.t15)::bigint]
      from audit.call_tally t
      where grain <> 'CALL' and t.grain = calls_by_operation.grain and t.slot >= since
        and (only_host is null or t.host = only_host)
        and (only_seller is null or t.seller_id = only_seller)
      group by t.host, t.operation, t.seller_id
      having not only_failing or sum(t.failed) > 0
      order by 4 desc, 1, 2, 3 limit most
    );
  end;

create function audit.calls_by_step(
    grain text, since timestamptz, step interval, only_host text, only_seller uuid)
  returns table (slot timestamptz, calls bigint, failed bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select date_bin(step, c.at, since), count(*),
      count(*) filter (where audit.call_failed(c.status, c.throttled))
    from audit.call_log c
    where grain = 'CALL' and c.at >= since
      and (only_host is null or c.host = only_host)
      and (only_seller is null or c.seller_id = only_seller)
    group by 1
    union all
    select date_bin(step, t.slot, since), sum(t.calls)::bigint, sum(t.failed)::bigint
    from audit.call_tally t
    where grain <> 'CALL' and t.grain = calls_by_step.grain and t.slot >= since
      and (only_host is null or t.host = only_host)
      and (only_seller is null or t.seller_id = only_seller)
    group by 1;
  end;

create function audit.refused_calls(since timestamptz, only_host text, only_seller uuid, most integer)
  returns table (at timestamptz, seller_id uuid, host text, operation text, reason text)
  language sql stable security definer set search_path = ''
  begin atomic
    select r.at, r.seller_id, r.host, r.operation, r.reason from audit.refused_call r
    where r.at >= since
      and (only_host is null or r.host = only_host)
      and (only_seller is null or r.seller_id = only_seller)
    order by r.at desc limit most;
  end;

create function jobs.call_budgets(sellers uuid[])
  returns table (seller_id uuid, host text, budget text, tokens double precision, burst double precision,
    per_second double precision, blocked_until timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select b.seller_id, b.host, b.budget,
      greatest(0, least(b.burst,
        b.tokens + greatest(0, extract(epoch from clock_timestamp() - b.as_of)) * b.per_second)),
      b.burst, b.per_second,
      case when b.blocked_until > clock_timestamp() then b.blocked_until end
    from jobs.call_budget b where b.seller_id = any (sellers);
  end;

alter function audit.calls_by_operation(text, timestamptz, text, uuid, boolean, integer) owner to lockkeeper_counter;
alter function audit.calls_by_step(text, timestamptz, interval, text, uuid) owner to lockkeeper_counter;
alter function audit.refused_calls(timestamptz, text, uuid, integer) owner to lockkeeper_counter;
alter function jobs.call_budgets(uuid[]) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function
  audit.calls_by_operation(text, timestamptz, text, uuid, boolean, integer),
  audit.calls_by_step(text, timestamptz, interval, text, uuid),
  audit.refused_calls(timestamptz, text, uuid, integer),
  jobs.call_budgets(uuid[])
  from public;
grant execute on function
  audit.calls_by_operation(text, timestamptz, text, uuid, boolean, integer),
  audit.calls_by_step(text, timestamptz, interval, text, uuid),
  audit.refused_calls(timestamptz, text, uuid, integer),
  jobs.call_budgets(uuid[])
  to lockkeeper_portal;
set role lockkeeper_owner;
