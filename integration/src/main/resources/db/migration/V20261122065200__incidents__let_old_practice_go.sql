-- Drills, versions of the plan, tests of contacts, what followed from them, names of contacts and reviews of the log are
-- kept as long as the log is, and then go. What is in force, open or the newest of its kind stays. The functions refuse
-- whatever the database's own clock says is younger than twelve months.
do $$
declare
  of_practice regclass;
begin
  foreach of_practice in array array['incidents.drill', 'incidents.plan_version', 'incidents.plan_section',
      'incidents.plan_sign_off', 'incidents.plan_writer', 'incidents.contact_test', 'incidents.follow_up',
      'incidents.roster', 'audit.log_review']::regclass[] loop
    execute format('grant delete on %s to lockkeeper_disposer', of_practice);
    execute format('create policy for_disposal_reading on %s for select to lockkeeper_disposer using (true)', of_practice);
  end loop;
end
$$;
grant select (id, state, state_at) on incidents.drill to lockkeeper_disposer;
grant select (id, state, written_at, replaced_at) on incidents.plan_version to lockkeeper_disposer;
grant select (version_id) on incidents.plan_section, incidents.plan_sign_off, incidents.plan_writer
  to lockkeeper_disposer;
grant select (id, ended_at) on incidents.contact_test to lockkeeper_disposer;
grant select (id, done_at) on incidents.follow_up to lockkeeper_disposer;
grant select (id, chosen_at) on incidents.roster to lockkeeper_disposer;
grant select (seller_id, id, until_at, signed_at) on audit.log_review to lockkeeper_disposer;

create policy for_disposal on incidents.drill for delete to lockkeeper_disposer
  using (state in ('DONE', 'MISSED', 'CANCELED') and state_at <= clock_timestamp() - interval '365 days');
create policy for_disposal on incidents.plan_version for delete to lockkeeper_disposer
  using ((state = 'REPLACED' and replaced_at <= clock_timestamp() - interval '365 days')
    or (state = 'DROPPED' and written_at <= clock_timestamp() - interval '365 days'));
create policy for_disposal on incidents.plan_section for delete to lockkeeper_disposer
  using (exists (select from incidents.plan_version v where v.id = version_id and v.state in ('REPLACED', 'DROPPED')));
create policy for_disposal on incidents.plan_sign_off for delete to lockkeeper_disposer
  using (exists (select from incidents.plan_version v where v.id = version_id and v.state in ('REPLACED', 'DROPPED')));
create policy for_disposal on incidents.plan_writer for delete to lockkeeper_disposer
  using (exists (select from incidents.plan_version v where v.id = version_id and v.state in ('REPLACED', 'DROPPED')));
create policy for_disposal on incidents.contact_test for delete to lockkeeper_disposer
  using (ended_at <= clock_timestamp() - interval '365 days');
create policy for_disposal on incidents.follow_up for delete to lockkeeper_disposer
  using (done_at <= clock_timestamp() - interval '365 days');
create policy for_disposal on incidents.roster for delete to lockkeeper_disposer
  using (chosen_at <= clock_timestamp() - interval '365 days');
create policy for_disposal on audit.log_review for delete to lockkeeper_disposer
  using (signed_at <= clock_timestamp() - interval '365 days');

create function incidents.disposal_bound(older_than timestamptz) returns timestamptz
  language sql stable set search_path = ''
  return least(older_than, clock_timestamp() - interval '365 days');
comment on function incidents.disposal_bound(timestamptz) is 'The last instant that goes, never less than a year ago.';
grant execute on function incidents.disposal_bound(timestamptz) to lockkeeper_disposer;
grant create on schema audit to lockkeeper_disposer;

set role lockkeeper_disposer;
create function incidents.dispose_drills(older_than timestamptz, most integer) returns bigint
  language sql volatile security definer set search_path = ''
  begin atomic
    with gone as (
      delete from incidents.drill where id in (
        select d.id from incidents.drill d
        where d.state in ('DONE', 'MISSED', 'CANCELED') and d.state_at <= incidents.disposal_bound(older_than)
        order by d.state_at limit most)
      returning id)
    select count(*) from gone;
  end;
create function incidents.dispose_contact_tests(older_than timestamptz, most integer) returns bigint
  language sql volatile security definer set search_path = ''
  begin atomic
    with gone as (
      delete from incidents.contact_test where id in (
        select t.id from incidents.contact_test t where t.ended_at <= incidents.disposal_bound(older_than)
        order by t.ended_at limit most)
      returning id)
    select count(*) from gone;
  end;
create function incidents.dispose_follow_ups(older_than timestamptz, most integer) returns bigint
  language sql volatile security definer set search_path = ''
  begin atomic
    with gone as (
      delete from incidents.follow_up where id in (
        select f.id from incidents.follow_up f where f.done_at <= incidents.disposal_bound(older_than)
        order by f.done_at limit most)
      returning id)
    select count(*) from gone;
  end;
-- Who was named goes so long after others were named; who is named now stays.
create function incidents.dispose_rosters(older_than timestamptz, most integer) returns bigint
  language sql volatile security definer set search_path = ''
  begin atomic
    with gone as (
      delete from incidents.roster where id in (
        select r.id from incidents.roster r
        where exists (
          select from incidents.roster n
          where n.chosen_at > r.chosen_at and n.chosen_at <= incidents.disposal_bound(older_than))
        order by r.chosen_at limit most)
      returning id)
    select count(*) from gone;
  end;
create function incidents.dispose_plans(older_than timestamptz, most integer) returns bigint
  language plpgsql volatile security definer set search_path = '' as $$
declare
  gone uuid[];
begin
  select array_agg(o.id) into gone from (
    select v.id from incidents.plan_version v
    where (v.state = 'REPLACED' and v.replaced_at <= incidents.disposal_bound(older_than))
      or (v.state = 'DROPPED' and v.written_at <= incidents.disposal_bound(older_than))
    order by v.written_at limit most) o;
  if gone is null then
    return 0;
  end if;
  delete from incidents.plan_section where version_id = any (gone);
  delete from incidents.plan_sign_off where version_id = any (gone);
  delete from incidents.plan_writer where version_id = any (gone);
  delete from incidents.plan_version where id = any (gone);
  return cardinality(gone);
end
$$;
-- The newest review stays: the next one begins where it ended.
create function audit.dispose_log_reviews(older_than timestamptz, most integer) returns bigint
  language sql volatile security definer set search_path = ''
  begin atomic
    with gone as (
      delete from audit.log_review where id in (
        select r.id from audit.log_review r
        where r.signed_at <= incidents.disposal_bound(older_than) and exists (
          select from audit.log_review n where n.seller_id = r.seller_id and n.until_at > r.until_at)
        order by r.signed_at limit most)
      returning id)
    select count(*) from gone;
  end;
revoke execute on function incidents.dispose_drills(timestamptz, integer),
  incidents.dispose_contact_tests(timestamptz, integer), incidents.dispose_follow_ups(timestamptz, integer),
  incidents.dispose_rosters(timestamptz, integer), incidents.dispose_plans(timestamptz, integer),
  audit.dispose_log_reviews(timestamptz, integer) from public;
grant execute on function incidents.dispose_drills(timestamptz, integer),
  incidents.dispose_contact_tests(timestamptz, integer), incidents.dispose_follow_ups(timestamptz, integer),
  incidents.dispose_rosters(timestamptz, integer), incidents.dispose_plans(timestamptz, integer),
  audit.dispose_log_reviews(timestamptz, integer) to lockkeeper_portal;
set role lockkeeper_owner;
revoke create on schema audit from lockkeeper_disposer;
