-- The desk: looks at sellers' pages, what was said to wishes of buyers, and what stands still for whom.

-- Kept under the home of who looks; the seller's own log has each look and each page.
create table access.seller_view (
  seller_id uuid not null references access.seller,
  id uuid not null,
  account uuid not null,
  session uuid not null,
  viewed uuid not null,
  reason text not null,
  ticket text not null check (length(ticket) between 2 and 32),
  began_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > began_at),
  ended_at timestamptz,
  primary key (seller_id, id),
  foreign key (seller_id, account) references access.account
);
comment on table access.seller_view is 'Who of ours sees whose pages, read only, and until when. Ids and dates.';
create index seller_view_open on access.seller_view (seller_id, session, ends_at) where ended_at is null;
call access.wall('access.seller_view');
grant select, insert, update, delete on access.seller_view to lockkeeper_portal;

create table access.privacy_decision (
  seller_id uuid not null references access.seller,
  id uuid not null,
  request uuid not null,
  kind text not null,
  ground text,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (seller_id, id),
  check ((kind = 'DENIED') = (ground is not null))
);
comment on table access.privacy_decision is 'What the desk said to a wish of a buyer. The latest holds; none is changed.';
create index privacy_decision_of on access.privacy_decision (seller_id, decided_at desc, id desc);
call access.wall('access.privacy_decision');
grant select, insert, delete on access.privacy_decision to lockkeeper_portal;

-- How many orders stand still for causes that are the desk's, of the sellers that a person works for: ids, counts and dates.
grant select (trouble, trouble_since) on orders.sales_order to lockkeeper_counter;
create function access.support_causes(person uuid, at timestamptz, causes text[])
  returns table (seller_id uuid, cause text, orders bigint, oldest timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select o.seller_id, o.trouble, count(*), min(o.trouble_since)
    from orders.sales_order o
    where o.trouble = any (causes)
      and o.seller_id in (
        select s.seller_id from access.assignment s
        where s.staff = person and s.ended_at is null and s.since <= at and s.ends_at > at)
    group by o.seller_id, o.trouble order by 4, 1, 2;
  end;
alter function access.support_causes(uuid, timestamptz, text[]) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.support_causes(uuid, timestamptz, text[]) from public;
grant execute on function access.support_causes(uuid, timestamptz, text[]) to lockkeeper_portal;
set role lockkeeper_owner;
