-- What people's passwords were, as hashes; the newest is the present one, and says since when it is.
create table access.password_history (
  seller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  set_at timestamptz not null,
  hash text not null,
  primary key (seller_id, id),
  foreign key (seller_id, account_id) references access.account
);
create index password_history_newest on access.password_history (seller_id, account_id, set_at desc);
call access.wall('access.password_history');
grant select, insert, delete on access.password_history to lockkeeper_portal;
alter table access.account no force row level security;
alter table access.password_history no force row level security;
insert into access.password_history (seller_id, id, account_id, set_at, hash)
  select seller_id, gen_random_uuid(), id, created_at, password_hash from access.account where password_hash <> 'none';
alter table access.account force row level security;
alter table access.password_history force row level security;

-- Which warnings of a password's end were given.
create table access.password_notice (
  seller_id uuid not null,
  account_id uuid not null,
  ends_at timestamptz not null,
  days_before integer not null,
  raised_at timestamptz not null,
  primary key (seller_id, account_id, ends_at, days_before),
  foreign key (seller_id, account_id) references access.account
);
call access.wall('access.password_notice');
grant select, insert, delete on access.password_notice to lockkeeper_portal;

-- Devices that somebody has signed in from: the digest of a random value that only the device has.
create table access.known_device (
  seller_id uuid not null,
  digest bytea not null check (length(digest) = 32),
  account_id uuid not null,
  since timestamptz not null,
  ends_at timestamptz not null,
  primary key (seller_id, digest),
  foreign key (seller_id, account_id) references access.account
);
create index known_device_of_account on access.known_device (seller_id, account_id, since desc);
call access.wall('access.known_device');
grant select, insert, delete on access.known_device to lockkeeper_portal;

-- When an account was locked for strangers, and who ended it before its time.
create table access.lock_out (
  seller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  since timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  primary key (seller_id, id),
  foreign key (seller_id, account_id) references access.account,
  check ((ended_at is null) = (ended_by is null))
);
create index lock_out_ends on access.lock_out (ends_at) where ended_at is null;
call access.wall('access.lock_out');
grant select, insert, update (ended_at, ended_by), delete on access.lock_out to lockkeeper_portal;

-- The locks that hold, over all sellers: ids and times only.
grant select (seller_id, id, account_id, since, ends_at, ended_at) on access.lock_out to lockkeeper_counter;
create policy for_counting on access.lock_out for select to lockkeeper_counter using (true);
create function access.locks_holding(at timestamptz, most integer)
  returns table (seller_id uuid, id uuid, account_id uuid, since timestamptz, ends_at timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select l.seller_id, l.id, l.account_id, l.since, l.ends_at from access.lock_out l
    where l.ended_at is null and l.ends_at > locks_holding.at
    order by l.since desc, l.id limit locks_holding.most;
  end;
alter function access.locks_holding(timestamptz, integer) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.locks_holding(timestamptz, integer) from public;
grant execute on function access.locks_holding(timestamptz, integer) to lockkeeper_portal;
set role lockkeeper_owner;

-- How somebody who has forgotten the password sets another one: the digest of a mailed code, never the code.
create table access.password_reset (
  seller_id uuid not null,
  digest bytea not null check (length(digest) = 32),
  account_id uuid not null,
  asked_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (seller_id, digest),
  foreign key (seller_id, account_id) references access.account
);
create unique index password_reset_digest on access.password_reset (digest);
create index password_reset_of_account on access.password_reset (seller_id, account_id);
call access.wall('access.password_reset');
-- The code comes before the person is known: the one row of its digest may be read.
create policy of_the_reset on access.password_reset for select to lockkeeper_portal
  using (digest = decode(nullif(current_setting('app.reset', true), ''), 'hex'));
grant select, insert, delete on access.password_reset to lockkeeper_portal;

-- By which identity of the organisation's issuer one of our people signs in.
create table access.issuer_identity (
  seller_id uuid not null check (seller_id = '00000000-0000-0000-0000-000000000000'),
  account_id uuid not null,
  issuer text not null,
  subject text not null,
  since timestamptz not null,
  primary key (seller_id, account_id),
  foreign key (seller_id, account_id) references access.account
);
create unique index issuer_identity_once on access.issuer_identity (issuer, subject);
call access.wall('access.issuer_identity');
grant select, insert, delete on access.issuer_identity to lockkeeper_portal;

-- The code by which the first admin of a new installation names themselves.
create table access.first_admin (
  seller_id uuid not null check (seller_id = '00000000-0000-0000-0000-000000000000'),
  digest bytea not null check (length(digest) = 32),
  made_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (seller_id, digest)
);
call access.wall('access.first_admin');
grant select, insert, delete on access.first_admin to lockkeeper_portal;
