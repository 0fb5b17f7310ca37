-- What people have besides their passwords.
create table access.factor (
  seller_id uuid not null,
  id uuid not null,
  account uuid not null,
  kind text not null check (kind in ('TOTP', 'PASSKEY')),
  name text not null check (length(name) between 1 and 60),
  closed text,
  last_step bigint,
  credential bytea,
  public_key bytea,
  count bigint check (count between 0 and 4294967295),
  backup_eligible boolean,
  added_at timestamptz not null,
  used_at timestamptz,
  primary key (seller_id, id),
  foreign key (seller_id, account) references access.account (seller_id, id),
  check ((kind = 'TOTP') = (closed is not null)),
  check ((closed is null) = (last_step is null)),
  check ((kind = 'PASSKEY') = (credential is not null)),
  check ((credential is null) = (public_key is null)
    and (credential is null) = (count is null) and (credential is null) = (backup_eligible is null))
);
comment on table access.factor is 'Second factors of people (R-17).';
comment on column access.factor.closed is 'AES-256-GCM under a key that is not in the database.';
comment on column access.factor.last_step is 'The newest step of thirty seconds whose code was used; none before it counts.';
-- One credential is one person's, over all sellers: WebAuthn section 7.1.
create unique index factor_credential on access.factor (credential);
create index factor_of_account on access.factor (seller_id, account);
call access.wall('access.factor');
grant select, insert, update, delete on access.factor to lockkeeper_portal;

create table access.recovery_code (
  seller_id uuid not null,
  account uuid not null,
  digest bytea not null check (length(digest) = 32),
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (seller_id, account, digest),
  foreign key (seller_id, account) references access.account (seller_id, id)
);
comment on column access.recovery_code.digest is 'SHA-256 of a code of 120 random bits and of its account.';
call access.wall('access.recovery_code');
grant select, insert, update, delete on access.recovery_code to lockkeeper_portal;

create table access.factor_challenge (
  seller_id uuid not null,
  account uuid not null,
  digest bytea not null check (length(digest) = 32),
  used_for text not null check (used_for in ('ENROLL', 'ANSWER')),
  ends_at timestamptz not null,
  primary key (seller_id, account, digest),
  foreign key (seller_id, account) references access.account (seller_id, id)
);
comment on table access.factor_challenge is 'What was asked of an authenticator; the answer takes it away.';
call access.wall('access.factor_challenge');
grant select, insert, delete on access.factor_challenge to lockkeeper_portal;

create table access.factor_offer (
  seller_id uuid not null,
  account uuid not null,
  factor uuid not null,
  closed text not null,
  ends_at timestamptz not null,
  primary key (seller_id, account),
  foreign key (seller_id, account) references access.account (seller_id, id)
);
comment on table access.factor_offer is 'A key that was shown for an app which has not yet shown a code.';
comment on column access.factor_offer.closed is 'AES-256-GCM under a key that is not in the database.';
call access.wall('access.factor_offer');
grant select, insert, update, delete on access.factor_offer to lockkeeper_portal;
