-- What goes by its age alone. Sellers' own records go under their wall; logs go by functions of a role that can do
-- nothing else, and that refuse whatever the database's own clock says is younger than twelve months.
grant delete on orders.sales_order, orders.delivery, orders.unreadable_delivery to lockkeeper_portal;
grant delete on access.notice, access.notice_mail to lockkeeper_portal;
create index delivery_received on orders.delivery (seller_id, received_at);

grant usage on schema audit to lockkeeper_disposer;
grant create on schema audit to lockkeeper_disposer;
grant select, delete on audit.audit_event, audit.call_log, audit.refused_call, audit.call_tally to lockkeeper_disposer;
create policy for_disposal_reading on audit.audit_event for select to lockkeeper_disposer using (true);
create policy for_disposal on audit.audit_event for delete to lockkeeper_disposer
  using (at <= clock_timestamp() - interval '365 days');
create policy for_disposal_reading on audit.call_log for select to lockkeeper_disposer using (true);
create policy for_disposal on audit.call_log for delete to lockkeeper_disposer
  using (at <= clock_timestamp() - interval '365 days');
grant select on audit.call_log_later to lockkeeper_disposer;
create policy for_disposal_reading on audit.call_log_later for select to lockkeeper_disposer using (true);
create policy for_disposal_reading on audit.refused_call for select to lockkeeper_disposer using (true);
create policy for_disposal on audit.refused_call for delete to lockkeeper_disposer
  using (at <= clock_timestamp() - interval '365 days');
create policy for_disposal_reading on audit.call_tally for select to lockkeeper_disposer using (true);
create policy for_disposal on audit.call_tally for delete to lockkeeper_disposer
  using (slot <= clock_timestamp() - interval '365 days');

-- Entries come in the order of time: a block range index finds the old end of the table and costs a write nothing.
create index audit_event_age on audit.audit_event using brin (at);

-- The log stays append-only for everybody else, whoever they are.
create or replace function audit.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user = 'lockkeeper_disposer' then
    return null;
  end if;
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end
$$;

set role lockkeeper_disposer;
-- Removes a seller's entries that are older, but for those about objects that a law keeps.
create function audit.dispose_entries(of_seller uuid, older_than timestamptz, kept text[], most integer)
  returns bigint
  language sql volatile security definer set search_path = ''
  begin atomic
    with gone as (
      delete from audit.audit_event e
      where e.seller_id = of_seller and e.at <= least(older_than, clock_timestamp() - interval '365 days')
        and not (e.object = any (kept))
        and e.id in (
          select o.id from audit.audit_event o
          where o.seller_id = of_seller and o.at <= least(older_than, clock_timestamp() - interval '365 days')
            and not (o.object = any (kept))
          order by o.at limit most)
      returning 1)
    select count(*) from gone;
  end;
-- Removes counts of calls, calls that were refused, and, of months that cannot leave whole, calls; but for those of
-- sellers whose calls a law keeps.
create function audit.dispose_calls(older_than timestamptz, kept uuid[]) returns bigint
  language sql volatile security definer set search_path = ''
  begin atomic
    with bound as (select least(older_than, clock_timestamp() - interval '365 days') as at),
    calls as (
      delete from audit.call_log c using bound
      where c.at <= bound.at and cardinality(kept) > 0 and not (c.seller_id = any (kept)) returning 1),
    refused as (
      delete from audit.refused_call c using bound
      where c.at <= bound.at and not (c.seller_id = any (kept)) returning 1),
    tallies as (
      delete from audit.call_tally c using bound
      where c.slot <= bound.at and not (c.seller_id = any (kept)) returning 1)
    select (select count(*) from calls) + (select count(*) from refused) + (select count(*) from tallies);
  end;
-- Calls that found no month of theirs; should be none.
create function audit.misplaced_calls() returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*) from audit.call_log_later;
  end;
revoke execute on function
  audit.dispose_entries(uuid, timestamptz, text[], integer), audit.dispose_calls(timestamptz, uuid[]),
  audit.misplaced_calls() from public;
grant execute on function
  audit.dispose_entries(uuid, timestamptz, text[], integer), audit.dispose_calls(timestamptz, uuid[]),
  audit.misplaced_calls() to lockkeeper_portal;
set role lockkeeper_owner;
revoke create on schema audit from lockkeeper_disposer;

-- Months of the call log: adds those to come, drops those whose last call is older. Owned by the tables' owner, who
-- sees no row of them.
create function audit.tend_call_months(as_of timestamptz, older_than timestamptz, ahead integer, may_drop boolean)
  returns table (dropped integer, added integer)
  language plpgsql volatile security definer set search_path = '' as $$
declare
  bound timestamptz := least(older_than, clock_timestamp() - interval '365 days');
  month timestamptz := date_trunc('month', greatest(as_of, clock_timestamp()) at time zone 'UTC') at time zone 'UTC';
  month_after timestamptz;
  part record;
begin
  dropped := 0;
  added := 0;
  if may_drop then
    for part in
      select c.oid::regclass as name,
        (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz as ends
      from pg_catalog.pg_class c join pg_catalog.pg_inherits i on i.inhrelid = c.oid
      where i.inhparent = 'audit.call_log'::regclass and pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT'
    loop
      if part.ends <= bound then
        execute format('drop table %s', part.name);
        dropped := dropped + 1;
      end if;
    end loop;
  end if;
  for i in 0..ahead loop
    month_after := ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC';
    if month >= '2027-01-01 00:00:00+00'::timestamptz
      and to_regclass('audit.call_log_' || to_char(month at time zone 'UTC', 'YYYY_MM')) is null then
      execute format('create table audit.%I partition of audit.call_log for values from (%L) to (%L)',
        'call_log_' || to_char(month at time zone 'UTC', 'YYYY_MM'), month, month_after);
      execute format('call access.wall(%L)', 'audit.call_log_' || to_char(month at time zone 'UTC', 'YYYY_MM'));
      added := added + 1;
    end if;
    month := month_after;
  end loop;
  return next;
end
$$;
revoke execute on function audit.tend_call_months(timestamptz, timestamptz, integer, boolean) from public;
grant execute on function audit.tend_call_months(timestamptz, timestamptz, integer, boolean) to lockkeeper_portal;
