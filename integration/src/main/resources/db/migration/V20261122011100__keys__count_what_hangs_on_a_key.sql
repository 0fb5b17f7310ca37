-- What hangs on each cohort's key, over all sellers: counts, and one id that tells when its first seller key was made.
grant select (seller_id) on keys.order_key to lockkeeper_counter;
grant select (seller_id, cohort, id) on keys.seller_key to lockkeeper_counter;
create policy for_counting on keys.seller_key for select to lockkeeper_counter using (true);

create function keys.figures() returns table (cohort text, order_keys bigint, sellers bigint, first_seller_key uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select coalesce(s.cohort, o.cohort), coalesce(o.order_keys, 0), coalesce(s.sellers, 0), s.first_key
    from (
      select k.cohort, count(*) as sellers, (array_agg(k.id order by k.id))[1] as first_key
      from keys.seller_key k group by k.cohort) s
    full join (
      select k.cohort, count(*) as order_keys from keys.order_key k group by k.cohort) o on o.cohort = s.cohort;
  end;
alter function keys.figures() owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function keys.figures() from public;
grant execute on function keys.figures() to lockkeeper_portal;
set role lockkeeper_owner;

-- Wishes of admins to destroy the key of a cohort before its time. Of the platform tenant.
create table keys.destruction (
  seller_id uuid not null references access.seller,
  id uuid not null,
  cohort text not null references keys.cohort,
  requester uuid not null,
  reason text not null,
  ticket text not null,
  state text not null check (state in ('PROPOSED', 'CONFIRMED', 'REFUSED')),
  state_at timestamptz not null,
  decider uuid,
  proposed_at timestamptz not null,
  primary key (seller_id, id),
  check ((state = 'PROPOSED') = (decider is null)),
  check (state <> 'CONFIRMED' or decider <> requester)
);
create index destruction_recent on keys.destruction (seller_id, proposed_at);
call access.wall('keys.destruction');
grant select, insert, update on keys.destruction to lockkeeper_portal;

-- Nightly checks of what is stored of buyers, and how far each has come. Of no seller.
create table keys.ciphertext_check (
  id uuid primary key,
  began_at timestamptz not null,
  at_seller uuid,
  after_order uuid not null,
  passed boolean not null,
  waiting_sellers uuid[] not null,
  waiting_after uuid[] not null,
  checked bigint not null,
  mismatched bigint not null,
  finished_at timestamptz,
  check (cardinality(waiting_sellers) = cardinality(waiting_after))
);
create index ciphertext_check_latest on keys.ciphertext_check (began_at desc);
grant select, insert, update on keys.ciphertext_check to lockkeeper_portal;
