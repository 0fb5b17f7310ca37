-- For whom a person may work now: an account or an assignment past its end opens nothing, closed by then or not.
drop function access.seller_for(uuid, uuid);
create function access.seller_for(seller uuid, who uuid, at timestamptz) returns text
  language sql stable security definer set search_path = ''
  begin atomic
    select case when exists (
          select from access.account a
          where a.id = who and not a.disabled and coalesce(a.ends_at > at, true)
            and (a.seller_id = seller
              or seller = '00000000-0000-0000-0000-000000000000'
              or (a.seller_id = '00000000-0000-0000-0000-000000000000' and a.role in ('ADMIN', 'AUDITOR'))
              or (a.role = 'SUPPORT' and exists (
                select from access.assignment s
                where s.staff = a.id and s.seller_id = seller and s.ended_at is null
                  and s.since <= at and s.ends_at > at))))
      then seller::text else '' end;
  end;
alter function access.seller_for(uuid, uuid, timestamptz) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.seller_for(uuid, uuid, timestamptz) from public;
grant execute on function access.seller_for(uuid, uuid, timestamptz) to lockkeeper_portal;
set role lockkeeper_owner;
