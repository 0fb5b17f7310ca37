-- Work for a person of a seller may report, and may reach for what is guarded; what comes of either is not theirs. They
-- write the incident with its duties, steps, evidence and timeline, and a trip; the rest is of our own people alone.
-- A network that is shut out is asked for by whoever comes.
do $$
declare
  of_ours regclass;
begin
  foreach of_ours in array array['incidents.finding', 'incidents.role_holder', 'incidents.task', 'incidents.letter',
    'incidents.affected', 'incidents.roster', 'incidents.canary_post', 'incidents.intrusion_line', 'incidents.drill',
    'incidents.follow_up', 'incidents.plan_version', 'incidents.plan_section', 'incidents.plan_sign_off',
    'incidents.plan_writer', 'incidents.contact_test']::regclass[]
  loop
    execute format(
      'create policy staff_by_staff on %s as restrictive to lockkeeper_portal
         using (coalesce(current_setting(''app.acting'', true), '''') <> ''SELLER'')',
      of_ours);
  end loop;
end
$$;

-- What counts over all sellers answers work for the platform alone, and never work for a person of a seller.
create function audit.counts_for_ours() returns boolean language sql stable set search_path = ''
  return coalesce(current_setting('app.seller', true), '') = '00000000-0000-0000-0000-000000000000'
    and coalesce(current_setting('app.acting', true), '') <> 'SELLER';
comment on function audit.counts_for_ours() is 'Whether this transaction may be answered by what counts over all sellers.';

grant execute on function audit.counts_for_ours() to lockkeeper_counter;
set role lockkeeper_counter;
drop function incidents.touched(text, uuid, uuid);
drop function incidents.orders_touched(text, uuid, uuid);
drop function audit.calls_to_watch(timestamptz, timestamptz);
drop function audit.actions_between(uuid, uuid);
set role lockkeeper_owner;
create function incidents.touched(of_actor text, from_id uuid, before_id uuid)
  returns table (touched_seller uuid, action text, fields text, objects bigint, times bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.seller_id, e.action, coalesce(e.facts ->> 'fields', e.facts ->> 'field', ''),
      count(distinct e.object), count(*)
    from audit.audit_event e
    where e.actor = of_actor and e.id >= from_id and e.id < before_id and audit.counts_for_ours()
    group by 1, 2, 3 order by 1, 2, 3 limit 10000;
  end;
create function incidents.orders_touched(of_actor text, from_id uuid, before_id uuid)
  returns table (touched_seller uuid, orders bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.seller_id, count(distinct e.object)
    from audit.audit_event e
    where e.actor = of_actor and e.id >= from_id and e.id < before_id and e.object like 'order:%'
      and audit.counts_for_ours()
    group by 1 order by 1;
  end;
create function audit.calls_to_watch(since timestamptz, until timestamptz)
  returns table (seller_id uuid, host text, slot timestamptz, calls bigint, refused bigint, throttled bigint,
    failed bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.seller_id, c.host, date_bin('5 minutes', c.at, '2000-01-01 00:00:00+00'), count(*),
      count(*) filter (where c.status in (401, 403)),
      count(*) filter (where c.throttled or c.status = 429),
      count(*) filter (where c.status = 0 or c.status >= 500)
    from audit.call_log c where c.at >= since and c.at < until and audit.counts_for_ours()
    group by 1, 2, 3 order by 3, 1, 2;
  end;
create function audit.actions_between(from_id uuid, before_id uuid)
  returns table (action text, times bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.action, count(*) from audit.audit_event e
    where e.id >= from_id and e.id < before_id and audit.counts_for_ours() group by 1 order by 1;
  end;
alter function incidents.touched(text, uuid, uuid) owner to lockkeeper_counter;
alter function incidents.orders_touched(text, uuid, uuid) owner to lockkeeper_counter;
alter function audit.calls_to_watch(timestamptz, timestamptz) owner to lockkeeper_counter;
alter function audit.actions_between(uuid, uuid) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function incidents.touched(text, uuid, uuid), incidents.orders_touched(text, uuid, uuid),
  audit.calls_to_watch(timestamptz, timestamptz), audit.actions_between(uuid, uuid) from public;
grant execute on function incidents.touched(text, uuid, uuid), incidents.orders_touched(text, uuid, uuid),
  audit.calls_to_watch(timestamptz, timestamptz), audit.actions_between(uuid, uuid) to lockkeeper_portal;
set role lockkeeper_owner;
