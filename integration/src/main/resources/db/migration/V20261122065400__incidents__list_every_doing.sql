-- All that somebody did over all sellers, page by page in the order of time, so that none is lost and none is held longer
-- than it takes to be written down: ids of sellers and objects, names of actions and fields.
set role lockkeeper_counter;
drop function incidents.touched(text, uuid, uuid);
set role lockkeeper_owner;
create function incidents.doings(of_actor text, after_id uuid, before_id uuid, most integer)
  returns table (entry uuid, touched_seller uuid, doing text, fields text, touched text)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.id, e.seller_id, e.action, coalesce(e.facts ->> 'fields', e.facts ->> 'field', ''), e.object
    from audit.audit_event e
    where e.actor = of_actor and e.id > after_id and e.id < before_id and audit.counts_for_ours()
    order by e.id limit most;
  end;
alter function incidents.doings(text, uuid, uuid, integer) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function incidents.doings(text, uuid, uuid, integer) from public;
grant execute on function incidents.doings(text, uuid, uuid, integer) to lockkeeper_portal;
set role lockkeeper_owner;
