-- What a seller chose in place of the longest span, and what somebody proposed and has not confirmed.
create table retention.channel_span (
  seller_id uuid not null references access.seller,
  days integer not null check (days between 1 and 90),
  since timestamptz not null,
  applied_at timestamptz,
  proposed_days integer check (proposed_days between 1 and 90),
  proposed_by uuid,
  proposed_at timestamptz,
  primary key (seller_id),
  check ((proposed_days is null) = (proposed_by is null) and (proposed_days is null) = (proposed_at is null))
);
call access.wall('retention.channel_span');
grant select, insert, update on retention.channel_span to lockkeeper_portal;

-- Laws that keep data from being deleted. What a hold names stays until it ends; nothing else does.
create table retention.legal_hold (
  seller_id uuid not null references access.seller,
  id uuid not null,
  scope text not null check (scope in ('SELLER', 'CONNECTION', 'ORDER')),
  connection_id uuid,
  order_id uuid,
  kinds text[] not null check (cardinality(kinds) > 0),
  reason text not null,
  basis text not null,
  owner_id uuid not null,
  began_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (seller_id, id),
  check ((scope = 'CONNECTION') = (connection_id is not null)),
  check ((scope = 'ORDER') = (order_id is not null))
);
create index legal_hold_end on retention.legal_hold (seller_id, ends_at);
call access.wall('retention.legal_hold');
grant select, insert, update on retention.legal_hold to lockkeeper_portal;

-- Whether a hold keeps this back. Read with the rights of whoever asks.
create function retention.held(of_seller uuid, of_order uuid, of_kind text, as_of timestamptz) returns boolean
  language sql stable
  return exists (
    select from retention.legal_hold h
    where h.seller_id = of_seller and h.ends_at > as_of and of_kind = any (h.kinds)
      and case h.scope
        when 'SELLER' then true
        when 'ORDER' then h.order_id = of_order
        else h.connection_id = (
          select o.connection_id from orders.sales_order o where o.seller_id = of_seller and o.id = of_order)
      end);
revoke execute on function retention.held(uuid, uuid, text, timestamptz) from public;
grant execute on function retention.held(uuid, uuid, text, timestamptz) to lockkeeper_portal, lockkeeper_counter;

-- Figures over all sellers leave out what is held back.
grant select (seller_id, id, scope, connection_id, order_id, kinds, began_at, ends_at) on retention.legal_hold
  to lockkeeper_counter;
grant select (seller_id, days) on retention.channel_span to lockkeeper_counter;
grant select (order_id, anchor) on retention.buyer_retention to lockkeeper_counter;
grant select (seller_id, id, connection_id) on orders.sales_order to lockkeeper_counter;
grant usage on schema orders to lockkeeper_counter;
create policy for_counting on retention.legal_hold for select to lockkeeper_counter using (true);
create policy for_counting on retention.channel_span for select to lockkeeper_counter using (true);
create policy for_counting on orders.sales_order for select to lockkeeper_counter using (true);

set role lockkeeper_counter;
create or replace function retention.sellers_with_due(as_of timestamptz, most integer) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select s.seller_id from access.seller s
    where exists (
      select from retention.buyer_retention r
      where r.seller_id = s.seller_id and r.ended_at is null and r.ends_at <= as_of
        and not retention.held(r.seller_id, r.order_id, 'BUYER', as_of))
    limit most;
  end;
create or replace function retention.backlog(as_of timestamptz) returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*) from retention.buyer_retention r
    where r.ended_at is null and r.ends_at <= as_of and not retention.held(r.seller_id, r.order_id, 'BUYER', as_of);
  end;
create function retention.oldest_due(as_of timestamptz) returns timestamptz
  language sql stable security definer set search_path = ''
  begin atomic
    select min(r.ends_at) from retention.buyer_retention r
    where r.ended_at is null and r.ends_at <= as_of and not retention.held(r.seller_id, r.order_id, 'BUYER', as_of);
  end;
create function retention.held_back(as_of timestamptz) returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*) from retention.legal_hold h
    join retention.buyer_retention r on r.seller_id = h.seller_id
    where h.ends_at > as_of and 'BUYER' = any (h.kinds) and r.ended_at is null and r.ends_at <= as_of
      and retention.held(r.seller_id, r.order_id, 'BUYER', as_of)
      and h.id = (
        select min(f.id::text)::uuid from retention.legal_hold f
        where f.seller_id = r.seller_id and f.ends_at > as_of and 'BUYER' = any (f.kinds));
  end;
create function retention.holds(most integer) returns table (seller_id uuid, id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select h.seller_id, h.id from retention.legal_hold h order by h.began_at desc, h.id limit most;
  end;
create function retention.sellers_with_span_below(below integer, most integer) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select s.seller_id from retention.channel_span s where s.days < below order by s.days, s.seller_id limit most;
  end;
create function retention.sellers_with_ends(since timestamptz, until timestamptz, anchors text[]) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select s.seller_id from access.seller s
    where exists (
      select from retention.buyer_retention r
      where r.seller_id = s.seller_id and r.ended_at is null and r.ends_at >= since and r.ends_at < until
        and r.anchor = any (anchors));
  end;
revoke execute on function
  retention.oldest_due(timestamptz), retention.held_back(timestamptz), retention.holds(integer),
  retention.sellers_with_span_below(integer, integer),
  retention.sellers_with_ends(timestamptz, timestamptz, text[])
  from public;
grant execute on function
  retention.oldest_due(timestamptz), retention.held_back(timestamptz), retention.holds(integer),
  retention.sellers_with_span_below(integer, integer),
  retention.sellers_with_ends(timestamptz, timestamptz, text[])
  to lockkeeper_portal;
set role lockkeeper_owner;

-- Both clocks as the last run read them, and the steps that stopped the runs. Of no seller.
create table retention.clock_reading (
  one boolean primary key default true check (one),
  ours timestamptz not null,
  reference timestamptz not null
);
create table retention.clock_stop (
  id uuid primary key,
  ours_before timestamptz not null,
  reference_before timestamptz not null,
  ours_seen timestamptz not null,
  reference_seen timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  over_at timestamptz
);
create unique index clock_stop_open on retention.clock_stop ((true)) where over_at is null;
grant select, insert, update on retention.clock_reading, retention.clock_stop to lockkeeper_portal;

-- Whose buyers could not be stripped in a run.
alter table retention.sweep_run add column failed uuid[] not null default '{}';

-- What the disposal of aged records did, by holder. Of no seller.
create table retention.disposal_run (
  noted_at timestamptz not null default clock_timestamp(),
  as_of timestamptz not null,
  holder text not null,
  gone bigint not null,
  failed bigint not null,
  primary key (noted_at, holder)
);
grant select, insert, delete on retention.disposal_run to lockkeeper_portal;
