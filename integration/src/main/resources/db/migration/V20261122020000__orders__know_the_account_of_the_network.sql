-- From which account of the network that ships we know what we know of an order: what came from it goes with it.
alter table orders.sales_order add column network_connection uuid;
comment on column orders.sales_order.network_connection is
  'The seller''s Amazon connection that fulfilment, parcels or trouble are known from; our own id, it outlives them.';

-- Orders of before: a seller has one account there.
alter table orders.sales_order no force row level security;
alter table credentials.grant_of_seller no force row level security;
update orders.sales_order o set network_connection = (
    select g.id from credentials.grant_of_seller g
    where g.seller_id = o.seller_id and g.platform = 'amazon'
    order by g.standing <> 'REVOKED' desc, g.standing_since desc limit 1)
  where o.fulfilment_id is not null
    or o.trouble in ('UNMAPPED_SKU', 'NO_FBA_STOCK', 'SPEED_NOT_OFFERED', 'ITEM_NOT_ELIGIBLE', 'REFUSED_BY_AMAZON',
      'UNFULFILLABLE_AFTER_ACCEPT');
alter table orders.sales_order force row level security;
alter table credentials.grant_of_seller force row level security;

-- The account is gone, and with it what it told: the order stays, and how it ended is not known.
alter table orders.sales_order drop constraint sales_order_status_check;
alter table orders.sales_order add constraint sales_order_status_check
  check (status in ('RECEIVED', 'PLACING', 'ROUTED', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'LOST', 'RETURNED', 'UNFOLLOWED'));
alter table orders.sales_order add check (status <> 'UNFOLLOWED' or fulfilment_id is null);

-- The second wall: what comes late of the parcels of such an order is not written, whoever writes.
create function orders.refuse_unfollowed() returns trigger language plpgsql as $$
begin
  if exists (
      select from orders.sales_order o
      where o.seller_id = new.seller_id and o.id = new.order_id and o.status = 'UNFOLLOWED') then
    raise exception 'order % is not followed any more', new.order_id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger refuse_unfollowed before insert or update on orders.parcel
  for each row execute function orders.refuse_unfollowed();
