alter table credentials.grant_of_seller
  add column label text,
  add column token_style text not null default 'FIXED' check (token_style in ('FIXED', 'REFRESHED', 'REPLACED')),
  add column details jsonb not null default '{}',
  add column consent_until timestamptz,
  add column lasting_until timestamptz,
  add column standing_cause text;
-- The table's owner is held by the wall like everybody else.
alter table credentials.grant_of_seller no force row level security;
update credentials.grant_of_seller set label = account;
update credentials.grant_of_seller set token_style = 'REFRESHED' where platform = 'amazon';
alter table credentials.grant_of_seller force row level security;
alter table credentials.grant_of_seller
  alter column label set not null,
  alter column token_style drop default,
  alter column details drop default,
  drop constraint grant_of_seller_standing_check,
  add constraint grant_of_seller_standing_check check (standing in ('ACTIVE', 'PAUSED', 'LAPSED', 'REVOKED')),
  add constraint grant_of_seller_cause_check check ((standing = 'LAPSED') = (standing_cause is not null));
comment on column credentials.grant_of_seller.details is 'What calls need besides the token, such as a region; never a secret.';

-- An account that lapsed or rests is still open to us through one seller only.
drop index credentials.grant_active_account;
create unique index grant_listening_account on credentials.grant_of_seller (platform, account) where standing <> 'REVOKED';

alter table credentials.sealed_secret
  drop constraint sealed_secret_stage_check,
  add constraint sealed_secret_stage_check check (stage in ('PENDING', 'CURRENT', 'PREVIOUS')),
  add column version uuid not null default gen_random_uuid();
alter table credentials.sealed_secret alter column version drop default;
create unique index sealed_secret_version on credentials.sealed_secret (seller_id, path, version);
