-- Orders that stand apart: made up, with made-up buyers, sealed like all others. No list, count, export or job of the
-- portal meets them, now or in time to come: the wall leaves them out of every statement that does not ask for them.
-- Which ones they are is readable by nobody who can sign in; a seller's own transaction can ask for its own.
create table orders.apart (
  seller_id uuid not null,
  order_id uuid not null,
  since timestamptz not null,
  until timestamptz not null check (until > since),
  primary key (seller_id, order_id),
  foreign key (seller_id, order_id) references orders.sales_order on delete cascade deferrable initially deferred
);
comment on table orders.apart is 'Which orders stand apart, and until when at the longest. Goes with the order.';
call access.wall('orders.apart');

-- Written by whoever plants one, and read by nobody: the two functions below tell a transaction of its own seller's.
grant insert on orders.apart to lockkeeper_portal;

grant create on schema orders to lockkeeper_counter;
grant select (seller_id, order_id, since, until) on orders.apart to lockkeeper_counter;
create policy for_counting on orders.apart for select to lockkeeper_counter using (true);

-- Before the order is written, and never after: an order that somebody placed cannot be hidden.
create function orders.refuse_hiding() returns trigger language plpgsql as $$
begin
  if exists (
      select from orders.sales_order o where o.seller_id = new.seller_id and o.id = new.order_id) then
    raise exception 'order % is there already', new.order_id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger refuse_hiding before insert on orders.apart for each row execute function orders.refuse_hiding();

create function orders.ids_apart() returns uuid[]
  language sql stable security definer set search_path = ''
  begin atomic
    select coalesce(array_agg(a.order_id), array[]::uuid[]) from orders.apart a
    where a.seller_id = access.current_seller();
  end;
create function orders.standing_apart() returns table (order_id uuid, since timestamptz, until timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select a.order_id, a.since, a.until from orders.apart a
    where a.seller_id = access.current_seller() order by a.since, a.order_id;
  end;
alter function orders.ids_apart() owner to lockkeeper_counter;
alter function orders.standing_apart() owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function orders.ids_apart(), orders.standing_apart() from public;
grant execute on function orders.ids_apart(), orders.standing_apart() to lockkeeper_portal;
set role lockkeeper_owner;

-- Both are asked once for a statement, not for a row.
create policy stands_apart on orders.sales_order as restrictive for select to lockkeeper_portal
  using ((select coalesce(current_setting('app.apart', true), '')) = 'seen'
    or id <> all ((select orders.ids_apart())::uuid[]));
create policy stands_apart on orders.order_line as restrictive for select to lockkeeper_portal
  using ((select coalesce(current_setting('app.apart', true), '')) = 'seen'
    or order_id <> all ((select orders.ids_apart())::uuid[]));

-- Nor do they stand in the figures over all sellers.
alter policy for_counting on orders.sales_order
  using (not exists (select from orders.apart a where a.seller_id = sales_order.seller_id and a.order_id = sales_order.id));
