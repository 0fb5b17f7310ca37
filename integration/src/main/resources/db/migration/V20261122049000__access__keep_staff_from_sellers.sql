-- Work for a person of a seller may write what concerns the platform, such as a notice, and never touches our own people.
create function access.acting_as(who uuid) returns text
  language sql stable security definer set search_path = ''
  begin atomic
    select case when exists (
          select from access.account a
          where a.id = who and a.seller_id = '00000000-0000-0000-0000-000000000000')
      then 'STAFF' else 'SELLER' end;
  end;
alter function access.acting_as(uuid) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.acting_as(uuid) from public;
grant execute on function access.acting_as(uuid) to lockkeeper_portal;
set role lockkeeper_owner;

do $$
declare
  of_people regclass;
begin
  foreach of_people in array array['access.account', 'access.factor', 'access.recovery_code', 'access.factor_challenge',
    'access.factor_offer', 'access.password_history', 'access.password_notice', 'access.known_device', 'access.lock_out',
    'access.password_reset', 'access.issuer_identity', 'access.session_epoch', 'access.session', 'access.invitation',
    'access.access_request', 'access.leaver', 'access.service_account', 'access.training', 'access.review',
    'access.review_item', 'access.first_admin']::regclass[]
  loop
    execute format(
      'create policy staff_by_staff on %s as restrictive to lockkeeper_portal
         using (seller_id <> ''00000000-0000-0000-0000-000000000000''
           or coalesce(current_setting(''app.acting'', true), '''') <> ''SELLER'')',
      of_people);
  end loop;
end
$$;
