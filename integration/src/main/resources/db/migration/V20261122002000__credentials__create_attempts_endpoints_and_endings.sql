create table credentials.authorization_attempt (
  seller_id uuid not null references access.seller,
  state_digest bytea not null check (octet_length(state_digest) = 32),
  session_digest text not null,
  platform text not null,
  answer text not null,
  renewing uuid,
  begun_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  primary key (seller_id, state_digest),
  foreign key (seller_id, renewing) references credentials.grant_of_seller (seller_id, id)
);
comment on column credentials.authorization_attempt.state_digest is 'SHA-256; the state itself is in nobody''s hands but the browser''s.';
create index attempt_end on credentials.authorization_attempt (seller_id, ends_at);
call access.wall('credentials.authorization_attempt');
grant select, insert, update, delete on credentials.authorization_attempt to lockkeeper_portal;

-- Several addresses of one connection may be good while its address changes.
create table credentials.webhook_endpoint (
  seller_id uuid not null references access.seller,
  digest bytea not null check (octet_length(digest) = 32),
  connection_id uuid not null,
  primary key (seller_id, digest),
  foreign key (seller_id, connection_id) references credentials.grant_of_seller (seller_id, id)
);
create unique index endpoint_digest on credentials.webhook_endpoint (digest);
create index endpoint_connection on credentials.webhook_endpoint (seller_id, connection_id);
call access.wall('credentials.webhook_endpoint');
grant select, insert, delete on credentials.webhook_endpoint to lockkeeper_portal;
-- A webhook names its address and no seller: the one row of exactly that address may be read.
create policy behind_the_endpoint on credentials.webhook_endpoint for select to lockkeeper_portal
  using (digest = decode(nullif(current_setting('app.endpoint', true), ''), 'hex'));

-- The tables' owner is held by the wall like everybody else.
alter table credentials.grant_of_seller no force row level security;
alter table credentials.webhook_endpoint no force row level security;
insert into credentials.webhook_endpoint (seller_id, digest, connection_id)
  select seller_id, endpoint_digest, id from credentials.grant_of_seller where endpoint_digest is not null;
alter table credentials.grant_of_seller force row level security;
alter table credentials.webhook_endpoint force row level security;

drop policy behind_the_endpoint on credentials.grant_of_seller;
drop index credentials.grant_endpoint;
alter table credentials.grant_of_seller drop column endpoint_digest;
create policy behind_the_endpoint on credentials.grant_of_seller for select to lockkeeper_portal
  using (
    nullif(current_setting('app.endpoint', true), '') is not null
    and exists (
      select 1 from credentials.webhook_endpoint e
      where e.seller_id = grant_of_seller.seller_id and e.connection_id = grant_of_seller.id
        and e.digest = decode(nullif(current_setting('app.endpoint', true), ''), 'hex')));
-- A message at the app's one address names an account: the rows of exactly that account may be read.
create policy of_the_account on credentials.grant_of_seller for select to lockkeeper_portal
  using (platform || '/' || account = nullif(current_setting('app.platform_account', true), ''));
create index grant_account on credentials.grant_of_seller ((platform || '/' || account));

-- Whether an account is connected is asked across sellers, by its exact name.
grant usage, create on schema credentials to lockkeeper_counter;
grant select (seller_id, platform, account, standing) on credentials.grant_of_seller to lockkeeper_counter;
create policy for_counting on credentials.grant_of_seller for select to lockkeeper_counter using (true);
create function credentials.open_to_another(not_seller uuid, of_platform text, of_account text) returns boolean
  language sql stable security definer set search_path = ''
  begin atomic
    select exists (
      select 1 from credentials.grant_of_seller
      where platform = of_platform and account = of_account and seller_id <> not_seller and standing <> 'REVOKED');
  end;
alter function credentials.open_to_another(uuid, text, text) owner to lockkeeper_counter;
-- Only the owner of a function can say who may call it.
set role lockkeeper_counter;
revoke execute on function credentials.open_to_another(uuid, text, text) from public;
grant execute on function credentials.open_to_another(uuid, text, text) to lockkeeper_portal;
set role lockkeeper_owner;

create table credentials.connection_ending (
  seller_id uuid not null references access.seller,
  connection_id uuid not null,
  revoked_at timestamptz not null,
  deletion_due_by timestamptz not null,
  stage text not null check (stage in ('ENDING', 'ENDED', 'BY_SELLER')),
  next_try timestamptz,
  done_at timestamptz,
  primary key (seller_id, connection_id),
  foreign key (seller_id, connection_id) references credentials.grant_of_seller (seller_id, id)
);
call access.wall('credentials.connection_ending');
grant select, insert, update on credentials.connection_ending to lockkeeper_portal;
