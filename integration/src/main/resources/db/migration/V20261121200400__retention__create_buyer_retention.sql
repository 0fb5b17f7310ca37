create table retention.buyer_retention (
  seller_id uuid not null,
  order_id uuid not null,
  anchor text not null,
  anchored_at timestamptz not null,
  ends_at timestamptz not null,
  edition date not null,
  ended_at timestamptz,
  primary key (seller_id, order_id),
  foreign key (seller_id, order_id) references orders.sales_order on delete cascade
);
create index buyer_retention_due on retention.buyer_retention (seller_id, ends_at) where ended_at is null;
create index buyer_retention_day on retention.buyer_retention (ends_at) where ended_at is null;
call access.wall('retention.buyer_retention');
grant select, insert, update on retention.buyer_retention to lockkeeper_portal;

create table retention.sweep_run (
  as_of timestamptz not null,
  noted_at timestamptz not null default clock_timestamp(),
  took_ms bigint not null,
  stripped bigint not null,
  remaining bigint not null,
  primary key (noted_at)
);
grant select, insert, delete on retention.sweep_run to lockkeeper_portal;

-- Figures over all sellers. Only dates and the ids of sellers can be read for them, and only counts and ids come out.
grant select (seller_id, ends_at, ended_at) on retention.buyer_retention to lockkeeper_counter;
create policy for_counting on retention.buyer_retention for select to lockkeeper_counter using (true);

create function retention.sellers_with_due(as_of timestamptz, most integer) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select distinct seller_id from retention.buyer_retention
    where ended_at is null and ends_at <= as_of limit most;
  end;
create function retention.forecast(first_day date, days integer) returns table (day date, ends bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select (ends_at at time zone 'UTC')::date, count(*) from retention.buyer_retention
    where ended_at is null
      and ends_at >= first_day::timestamp at time zone 'UTC'
      and ends_at < (first_day + days)::timestamp at time zone 'UTC'
    group by 1 order by 1;
  end;
create function retention.backlog(as_of timestamptz) returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*) from retention.buyer_retention where ended_at is null and ends_at <= as_of;
  end;
alter function retention.sellers_with_due(timestamptz, integer) owner to lockkeeper_counter;
alter function retention.forecast(date, integer) owner to lockkeeper_counter;
alter function retention.backlog(timestamptz) owner to lockkeeper_counter;
revoke execute on all functions in schema retention from public;
grant execute on all functions in schema retention to lockkeeper_portal;
