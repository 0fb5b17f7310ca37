create table access.seller (
  seller_id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null
);
comment on table access.seller is 'Seller organisations; the row of all zeros is the platform itself.';
call access.wall('access.seller');
grant select, insert on access.seller to lockkeeper_portal;

create table access.account (
  seller_id uuid not null references access.seller,
  id uuid not null,
  login text not null check (login = lower(login)),
  display_name text not null,
  role text not null check (role in ('SELLER_OWNER', 'ADMIN')),
  password_hash text not null,
  disabled boolean not null default false,
  zone text not null default 'UTC',
  language text not null default 'en',
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  created_at timestamptz not null,
  last_signed_in_at timestamptz,
  version integer not null,
  primary key (seller_id, id)
);
create unique index account_login on access.account (login);
create unique index account_id on access.account (id);
comment on column access.account.login is 'How a person of ours or of the seller signs in; no buyer.';
call access.wall('access.account');
-- Signing in comes before the seller is known: the one row of the login, or of the signed-in account, may be read.
create policy of_the_login on access.account for select to lockkeeper_portal
  using (login = nullif(current_setting('app.login', true), ''));
create policy of_the_account on access.account for select to lockkeeper_portal
  using (id = nullif(current_setting('app.account', true), '')::uuid);
grant select, insert, update on access.account to lockkeeper_portal;

create table access.sign_in_throttle (
  subject bytea primary key,
  failures integer not null,
  window_ends_at timestamptz not null
);
comment on table access.sign_in_throttle is 'Failed sign-ins by the digest of a login or a network.';
grant select, insert, update, delete on access.sign_in_throttle to lockkeeper_portal;

-- Which sellers there are: ids only.
grant select (seller_id) on access.seller to lockkeeper_counter;
create policy for_counting on access.seller for select to lockkeeper_counter using (true);
create function access.seller_ids() returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select seller_id from access.seller where seller_id <> '00000000-0000-0000-0000-000000000000' order by 1;
  end;
alter function access.seller_ids() owner to lockkeeper_counter;
revoke execute on function access.seller_ids() from public;
grant execute on function access.seller_ids() to lockkeeper_portal;
