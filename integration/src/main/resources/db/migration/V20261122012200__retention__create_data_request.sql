-- Wishes of buyers, passed on by a channel, to know what is held of them. Ids, never the buyer.
create table retention.data_request (
  seller_id uuid not null references access.seller,
  id uuid not null,
  channel text not null,
  request text not null,
  orders uuid[] not null,
  asked integer not null,
  received_at timestamptz not null,
  due_by timestamptz not null,
  answered_at timestamptz,
  primary key (seller_id, id),
  unique (seller_id, channel, request)
);
call access.wall('retention.data_request');
grant select, insert, update, delete on retention.data_request to lockkeeper_portal;
