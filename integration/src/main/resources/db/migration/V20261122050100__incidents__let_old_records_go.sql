-- The record of an incident is kept for thirteen months after its closing, then it goes whole. The function refuses
-- whatever the database's own clock says was closed less than twelve months ago.
do $$
declare
  of_incidents text;
begin
  foreach of_incidents in array array['custody', 'evidence', 'timeline', 'mark', 'task', 'step', 'role_holder', 'finding',
      'duty', 'letter', 'affected', 'seller_notice'] loop
    execute format('grant select (incident_id), delete on incidents.%I to lockkeeper_disposer', of_incidents);
    execute format(
      'create policy for_disposal_reading on incidents.%I for select to lockkeeper_disposer using (true)', of_incidents);
    execute format(
      'create policy for_disposal on incidents.%I for delete to lockkeeper_disposer using (exists (
         select from incidents.incident i where i.id = incident_id
           and i.closed_at <= clock_timestamp() - interval ''365 days''))', of_incidents);
  end loop;
end
$$;
grant select (id, closed_at), delete on incidents.incident to lockkeeper_disposer;
create policy for_disposal_reading on incidents.incident for select to lockkeeper_disposer using (true);
create policy for_disposal on incidents.incident for delete to lockkeeper_disposer
  using (closed_at <= clock_timestamp() - interval '365 days');

set role lockkeeper_disposer;
create function incidents.dispose(older_than timestamptz, most integer) returns bigint
  language plpgsql volatile security definer set search_path = '' as $$
declare
  gone uuid[];
begin
  select array_agg(o.id) into gone from (
    select i.id from incidents.incident i
    where i.closed_at <= least(older_than, clock_timestamp() - interval '365 days')
    order by i.closed_at limit most) o;
  if gone is null then
    return 0;
  end if;
  delete from incidents.custody where incident_id = any (gone);
  delete from incidents.evidence where incident_id = any (gone);
  delete from incidents.timeline where incident_id = any (gone);
  delete from incidents.mark where incident_id = any (gone);
  delete from incidents.task where incident_id = any (gone);
  delete from incidents.step where incident_id = any (gone);
  delete from incidents.role_holder where incident_id = any (gone);
  delete from incidents.finding where incident_id = any (gone);
  delete from incidents.duty where incident_id = any (gone);
  delete from incidents.letter where incident_id = any (gone);
  delete from incidents.affected where incident_id = any (gone);
  delete from incidents.seller_notice where incident_id = any (gone);
  delete from incidents.incident where id = any (gone);
  return cardinality(gone);
end
$$;
revoke execute on function incidents.dispose(timestamptz, integer) from public;
grant execute on function incidents.dispose(timestamptz, integer) to lockkeeper_portal;
set role lockkeeper_owner;
