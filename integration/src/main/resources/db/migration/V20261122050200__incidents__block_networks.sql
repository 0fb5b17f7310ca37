-- Networks from which no request is answered any more, because an incident came from there.
create table incidents.blocked_network (
  id uuid primary key,
  incident_id uuid not null references incidents.incident,
  range text not null check (length(range) between 3 and 64),
  blocked_by uuid not null,
  blocked_at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz check ((lifted_at is null) = (lifted_by is null))
);
comment on table incidents.blocked_network is 'Ranges that an incident shut out, by whom, and until when. A range of a network, no person.';
create index blocked_network_now on incidents.blocked_network (blocked_at) where lifted_at is null;
call incidents.wall('incidents.blocked_network');
grant select, insert, update (lifted_by, lifted_at) on incidents.blocked_network to lockkeeper_portal;
grant select (incident_id), delete on incidents.blocked_network to lockkeeper_disposer;
create policy for_disposal_reading on incidents.blocked_network for select to lockkeeper_disposer using (true);
create policy for_disposal on incidents.blocked_network for delete to lockkeeper_disposer using (exists (
  select from incidents.incident i where i.id = incident_id
    and i.closed_at <= clock_timestamp() - interval '365 days'));

set role lockkeeper_disposer;
create or replace function incidents.dispose(older_than timestamptz, most integer) returns bigint
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
  delete from incidents.blocked_network where incident_id = any (gone);
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
set role lockkeeper_owner;
