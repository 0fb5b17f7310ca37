-- Who goes on with a case: who opened it or moved it last; nobody, when that person left and nobody took over.
alter table access.support_case add column held_by uuid;
update access.support_case set held_by = opened_by;
create index support_case_holder on access.support_case (held_by) where closed_at is null;

-- The open cases that somebody holds, over all sellers: ids only.
grant select (seller_id, id, held_by, closed_at) on access.support_case to lockkeeper_counter;
create policy for_counting on access.support_case for select to lockkeeper_counter using (true);
create function access.cases_held_by(who uuid) returns table (seller_id uuid, id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.seller_id, c.id from access.support_case c
    where c.held_by = who and c.closed_at is null order by c.seller_id, c.id;
  end;
alter function access.cases_held_by(uuid) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.cases_held_by(uuid) from public;
grant execute on function access.cases_held_by(uuid) to lockkeeper_portal;
set role lockkeeper_owner;
