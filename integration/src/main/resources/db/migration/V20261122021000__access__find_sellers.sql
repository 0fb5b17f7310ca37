-- An admin names a seller by a part of its name: at most so many ids, nothing else.
grant select (name) on access.seller to lockkeeper_counter;
create function access.find_sellers(wanted text, most integer) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select s.seller_id from access.seller s
    where s.seller_id <> '00000000-0000-0000-0000-000000000000'
      and (strpos(lower(s.name), lower(wanted)) > 0 or s.seller_id::text = lower(wanted))
    order by lower(s.name), s.seller_id limit most;
  end;
alter function access.find_sellers(text, integer) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.find_sellers(text, integer) from public;
grant execute on function access.find_sellers(text, integer) to lockkeeper_portal;
set role lockkeeper_owner;
