-- Wishes of admins to see a secret. Of the platform tenant; never the secret itself.
create table credentials.break_glass (
  seller_id uuid not null references access.seller,
  id uuid not null,
  of_seller uuid not null,
  connection_id uuid,
  platform text not null,
  secret_path text not null,
  requester uuid not null,
  reason text not null,
  ticket text not null,
  state text not null check (state in ('REQUESTED', 'APPROVED', 'SHOWN', 'REFUSED')),
  state_at timestamptz not null,
  decider uuid,
  requested_at timestamptz not null,
  primary key (seller_id, id),
  check ((state = 'REQUESTED') = (decider is null)),
  check (decider is null or state = 'REFUSED' or decider <> requester)
);
create index break_glass_recent on credentials.break_glass (seller_id, requested_at);
call access.wall('credentials.break_glass');
grant select, insert, update on credentials.break_glass to lockkeeper_portal;
