create table orders.sales_order (
  seller_id uuid not null references access.seller,
  id uuid not null,
  connection_id uuid not null,
  channel text not null,
  channel_number text not null,
  data_origin text not null generated always as (upper(channel)) stored,
  label text not null,
  placed_at timestamptz not null,
  received_at timestamptz not null,
  channel_version timestamptz not null,
  speed text not null,
  status text not null check (status in ('RECEIVED', 'PLACING', 'ROUTED', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'LOST')),
  status_since timestamptz not null,
  fulfilment_id text,
  trouble text,
  trouble_detail text,
  trouble_since timestamptz,
  trouble_next_try timestamptz,
  recipient_version integer,
  sealed_name bytea,
  sealed_address bytea,
  sealed_phone bytea,
  sealed_email bytea,
  sealed_masked bytea,
  stripped_at timestamptz,
  units integer not null,
  primary key (seller_id, id),
  unique (seller_id, channel, channel_number),
  foreign key (seller_id, connection_id) references credentials.grant_of_seller,
  check ((stripped_at is null) or (sealed_name is null and sealed_address is null and sealed_phone is null
    and sealed_email is null and sealed_masked is null))
);
comment on column orders.sales_order.sealed_name is 'PERSONAL DATA, sealed: the name on the parcel.';
comment on column orders.sales_order.sealed_address is 'PERSONAL DATA, sealed: the address.';
comment on column orders.sales_order.sealed_phone is 'PERSONAL DATA, sealed: the phone number.';
comment on column orders.sales_order.sealed_email is 'PERSONAL DATA, sealed: the e-mail address.';
comment on column orders.sales_order.sealed_masked is 'PERSONAL DATA, sealed: the masked form for lists.';
create index sales_order_received on orders.sales_order (seller_id, received_at desc, id);
create index sales_order_placed on orders.sales_order (seller_id, placed_at desc, id);
create index sales_order_label on orders.sales_order (seller_id, label text_pattern_ops);
create index sales_order_open on orders.sales_order (seller_id, status, received_at)
  where status in ('RECEIVED', 'PLACING', 'ROUTED', 'SHIPPED');
create index sales_order_trouble on orders.sales_order (seller_id, trouble) where trouble is not null;
call access.wall('orders.sales_order');
grant select, insert, update on orders.sales_order to lockkeeper_portal;

create table orders.order_line (
  seller_id uuid not null,
  order_id uuid not null,
  position smallint not null,
  channel_line_id text not null,
  sku text not null,
  title text not null,
  quantity integer not null check (quantity > 0),
  primary key (seller_id, order_id, position),
  foreign key (seller_id, order_id) references orders.sales_order on delete cascade
);
call access.wall('orders.order_line');
grant select, insert, delete on orders.order_line to lockkeeper_portal;

create table orders.parcel (
  seller_id uuid not null,
  order_id uuid not null,
  number integer not null,
  carrier text,
  tracking text,
  status text not null,
  settled_at timestamptz,
  reported text,
  primary key (seller_id, order_id, number),
  foreign key (seller_id, order_id) references orders.sales_order on delete cascade
);
create index parcel_tracking on orders.parcel (seller_id, tracking text_pattern_ops);
call access.wall('orders.parcel');
grant select, insert, update, delete on orders.parcel to lockkeeper_portal;

create table orders.erasure_tombstone (
  seller_id uuid not null references access.seller,
  channel text not null,
  channel_number text not null,
  order_id uuid,
  erased_at timestamptz not null,
  primary key (seller_id, channel, channel_number)
);
comment on table orders.erasure_tombstone is 'Orders whose buyer was erased: nothing about that buyer is written again.';
call access.wall('orders.erasure_tombstone');
grant select, insert on orders.erasure_tombstone to lockkeeper_portal;

-- The second wall behind the application's own check: an erased buyer cannot come back, whoever writes.
create function orders.refuse_erased() returns trigger language plpgsql as $$
begin
  if new.sealed_name is not null and exists (
      select from orders.erasure_tombstone t
      where t.seller_id = new.seller_id and t.channel = new.channel and t.channel_number = new.channel_number) then
    raise exception 'the buyer of order % was erased', new.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger refuse_erased before insert or update of sealed_name, sealed_address, sealed_phone, sealed_email, sealed_masked
  on orders.sales_order for each row execute function orders.refuse_erased();

create table orders.delivery (
  seller_id uuid not null references access.seller,
  channel text not null,
  delivery_id text not null,
  topic text not null,
  received_at timestamptz not null,
  primary key (seller_id, channel, delivery_id)
);
call access.wall('orders.delivery');
grant select, insert on orders.delivery to lockkeeper_portal;

create table orders.unreadable_delivery (
  seller_id uuid not null references access.seller,
  channel text not null,
  delivery_id text not null,
  connection_id uuid not null,
  topic text not null,
  reason text not null,
  received_at timestamptz not null,
  primary key (seller_id, channel, delivery_id)
);
call access.wall('orders.unreadable_delivery');
grant select, insert on orders.unreadable_delivery to lockkeeper_portal;

create table orders.comparison (
  seller_id uuid not null references access.seller,
  connection_id uuid not null,
  compared_up_to timestamptz not null,
  primary key (seller_id, connection_id)
);
call access.wall('orders.comparison');
grant select, insert, update on orders.comparison to lockkeeper_portal;
