-- Ids are made of time, so their order is that of the log: a page of all sellers walks this from its end.
create index audit_event_id on audit.audit_event (id);

-- Which entries there are, of all sellers: ids. What they say is read under each seller.
grant select (seller_id, id, actor, action, object) on audit.audit_event to lockkeeper_counter;
create policy for_counting on audit.audit_event for select to lockkeeper_counter using (true);

create function audit.places(from_id uuid, before_id uuid, like_actor text, like_actions text[],
    unlike_actions text[], most integer)
  returns table (seller_id uuid, id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.seller_id, e.id from audit.audit_event e
    where e.id >= from_id and e.id < before_id and e.actor like like_actor
      and e.action ~ all (like_actions) and e.action !~ all (unlike_actions)
    order by e.id desc limit most;
  end;

-- By object there is an index under each seller: one look into it for each is little, and no further index is needed.
create function audit.places_about(of_object text, from_id uuid, before_id uuid, like_actor text,
    like_actions text[], unlike_actions text[], most integer)
  returns table (seller_id uuid, id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select f.seller_id, f.id from access.seller s cross join lateral (
      select e.seller_id, e.id from audit.audit_event e
      where e.seller_id = s.seller_id and e.object = of_object and e.id >= from_id and e.id < before_id
        and e.actor like like_actor and e.action ~ all (like_actions) and e.action !~ all (unlike_actions)
      order by e.id desc limit most) f
    order by f.id desc limit most;
  end;

alter function audit.places(uuid, uuid, text, text[], text[], integer) owner to lockkeeper_counter;
alter function audit.places_about(text, uuid, uuid, text, text[], text[], integer) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function
  audit.places(uuid, uuid, text, text[], text[], integer),
  audit.places_about(text, uuid, uuid, text, text[], text[], integer)
  from public;
grant execute on function
  audit.places(uuid, uuid, text, text[], text[], integer),
  audit.places_about(text, uuid, uuid, text, text[], text[], integer)
  to lockkeeper_portal;
set role lockkeeper_owner;
