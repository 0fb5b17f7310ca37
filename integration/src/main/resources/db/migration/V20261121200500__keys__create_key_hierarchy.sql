create table keys.cohort (
  cohort text primary key,
  custodian_key text not null,
  ends_at timestamptz not null,
  state text not null check (state in ('OPEN', 'CLOSING', 'DISABLED', 'DELETION_SCHEDULED', 'DESTROYED')),
  disabled_at timestamptz,
  deletion_due_at timestamptz,
  confirmed_at timestamptz
);
comment on table keys.cohort is 'Orders whose keys die together. Belongs to no seller.';
grant select, insert, update on keys.cohort to lockkeeper_portal;

create table keys.seller_key (
  seller_id uuid not null references access.seller,
  cohort text not null references keys.cohort,
  id uuid not null,
  wrapped bytea not null,
  index_bits smallint not null,
  primary key (seller_id, cohort)
);
call access.wall('keys.seller_key');
grant select, insert, delete on keys.seller_key to lockkeeper_portal;

create table keys.order_key (
  seller_id uuid not null references access.seller,
  order_id uuid not null,
  cohort text not null references keys.cohort,
  seller_key_id uuid not null,
  wrapped bytea not null check (octet_length(wrapped) = 40),
  commitment bytea not null check (octet_length(commitment) = 32),
  key_version integer not null,
  revision integer not null,
  primary key (seller_id, order_id),
  -- The key is written before its order, in the same transaction.
  foreign key (seller_id, order_id) references orders.sales_order deferrable initially deferred
);
create index order_key_cohort on keys.order_key (cohort, seller_id, order_id);
call access.wall('keys.order_key');
grant select, insert, update, delete on keys.order_key to lockkeeper_portal;

create table keys.look_up_token (
  seller_id uuid not null references access.seller,
  cohort text not null,
  field text not null,
  token integer not null,
  order_id uuid not null,
  primary key (seller_id, cohort, field, token, order_id),
  foreign key (seller_id, order_id) references orders.sales_order deferrable initially deferred
);
comment on column keys.look_up_token.token is 'PERSONAL DATA, as a shortened HMAC that several orders share.';
create index look_up_token_order on keys.look_up_token (seller_id, order_id);
call access.wall('keys.look_up_token');
grant select, insert, delete on keys.look_up_token to lockkeeper_portal;

grant select (cohort) on keys.order_key to lockkeeper_counter;
create policy for_counting on keys.order_key for select to lockkeeper_counter using (true);
create function keys.live_order_keys(of_cohort text) returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*) from keys.order_key where cohort = of_cohort;
  end;
alter function keys.live_order_keys(text) owner to lockkeeper_counter;
revoke execute on function keys.live_order_keys(text) from public;
grant execute on function keys.live_order_keys(text) to lockkeeper_portal;
