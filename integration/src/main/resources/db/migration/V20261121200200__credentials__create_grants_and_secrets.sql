create table credentials.grant_of_seller (
  seller_id uuid not null references access.seller,
  id uuid not null,
  platform text not null,
  account text not null,
  scopes text[] not null,
  secret_path text not null,
  standing text not null check (standing in ('ACTIVE', 'REVOKED')),
  standing_since timestamptz not null,
  endpoint_digest bytea check (octet_length(endpoint_digest) = 32),
  primary key (seller_id, id)
);
create unique index grant_active_account on credentials.grant_of_seller (platform, account) where standing = 'ACTIVE';
create unique index grant_endpoint on credentials.grant_of_seller (endpoint_digest);
call access.wall('credentials.grant_of_seller');
-- A webhook names its address and no seller: the one row of exactly that address may be read.
create policy behind_the_endpoint on credentials.grant_of_seller for select to lockkeeper_portal
  using (endpoint_digest = decode(nullif(current_setting('app.endpoint', true), ''), 'hex'));
grant select, insert, update on credentials.grant_of_seller to lockkeeper_portal;

create table credentials.sealed_secret (
  seller_id uuid not null references access.seller,
  path text not null,
  stage text not null check (stage in ('CURRENT', 'PREVIOUS')),
  sealed bytea not null,
  written_at timestamptz not null,
  primary key (seller_id, path, stage)
);
comment on column credentials.sealed_secret.sealed is 'AES-256-GCM under a key that is not in the database.';
call access.wall('credentials.sealed_secret');
grant select, insert, update, delete on credentials.sealed_secret to lockkeeper_portal;
