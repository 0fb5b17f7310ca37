-- Which sellers opened what they were told of an incident, and when (R-31): ids and dates, for the room and its file.
grant select (seller_id, incident_id, read_at) on incidents.seller_notice to lockkeeper_counter;
create policy for_counting on incidents.seller_notice for select to lockkeeper_counter using (true);
create function incidents.receipts(of_incident uuid) returns table (told_seller uuid, opened_at timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select n.seller_id, min(n.read_at) from incidents.seller_notice n
    where n.incident_id = of_incident and n.read_at is not null and audit.counts_for_ours()
    group by n.seller_id order by n.seller_id;
  end;
alter function incidents.receipts(uuid) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function incidents.receipts(uuid) from public;
grant execute on function incidents.receipts(uuid) to lockkeeper_portal;
set role lockkeeper_owner;
