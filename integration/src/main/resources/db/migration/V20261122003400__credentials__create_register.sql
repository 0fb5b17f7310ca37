-- Which connections there are, of all sellers: ids and a count.
create function credentials.register(of_platform text, of_standing text, skip integer, most integer)
  returns table (seller_id uuid, connection_id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select g.seller_id, g.id from credentials.grant_of_seller g
    where (of_platform = '' or g.platform = of_platform)
      and case when of_standing = '' then g.standing <> 'REVOKED' else g.standing = of_standing end
    order by array_position(array['LAPSED', 'PAUSED', 'ACTIVE', 'REVOKED'], g.standing), g.seller_id, g.id
    offset skip limit most;
  end;
create function credentials.register_count(of_platform text, of_standing text) returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*) from credentials.grant_of_seller g
    where (of_platform = '' or g.platform = of_platform)
      and case when of_standing = '' then g.standing <> 'REVOKED' else g.standing = of_standing end;
  end;
grant select (platform) on credentials.grant_of_seller to lockkeeper_counter;
alter function credentials.register(text, text, integer, integer) owner to lockkeeper_counter;
alter function credentials.register_count(text, text) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function
  credentials.register(text, text, integer, integer), credentials.register_count(text, text) from public;
grant execute on function
  credentials.register(text, text, integer, integer), credentials.register_count(text, text) to lockkeeper_portal;
set role lockkeeper_owner;

-- "Last read" and "reads in 24 hours" without walking a secret's whole history.
create index audit_event_secret_read on audit.audit_event (seller_id, object, at) where action = 'secret.read';
