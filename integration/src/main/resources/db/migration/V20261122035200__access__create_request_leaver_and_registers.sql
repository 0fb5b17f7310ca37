-- What of ours asked for, who said yes, and what was granted. Of the platform tenant.
create table access.access_request (
  seller_id uuid not null references access.seller,
  id uuid not null,
  requester uuid not null,
  wanted text not null check (length(wanted) between 2 and 120),
  reason text not null check (length(reason) between 10 and 300),
  ends_at timestamptz not null,
  asked_at timestamptz not null check (ends_at > asked_at),
  state text not null check (state in ('ASKED', 'APPROVED', 'GRANTED', 'REFUSED', 'WITHDRAWN', 'FAILED')),
  of_seller uuid,
  decider uuid,
  decided_at timestamptz,
  primary key (seller_id, id),
  foreign key (seller_id, requester) references access.account,
  check ((state = 'ASKED') = (decider is null)),
  check (decider is null or state = 'WITHDRAWN' or decider <> requester)
);
create index access_request_recent on access.access_request (seller_id, asked_at);
call access.wall('access.access_request');
grant select, insert, update on access.access_request to lockkeeper_portal;

-- Who left, and how long each step took.
create table access.leaver (
  seller_id uuid not null references access.seller,
  id uuid not null,
  person uuid not null,
  done_by uuid not null,
  reason text not null check (length(reason) between 3 and 300),
  left_at timestamptz not null,
  began_at timestamptz not null,
  disabled_at timestamptz not null,
  done_at timestamptz,
  accounts integer not null,
  sessions integer not null,
  assignments integer not null default 0,
  flagged integer not null default 0,
  handed_to uuid,
  primary key (seller_id, id)
);
create index leaver_recent on access.leaver (seller_id, began_at);
call access.wall('access.leaver');
grant select, insert, update on access.leaver to lockkeeper_portal;

-- Ways in that belong to no person, each with somebody who answers for it and a day on which it is looked at again.
create table access.service_account (
  seller_id uuid not null references access.seller,
  id uuid not null,
  label text not null check (length(label) between 2 and 60),
  kind text not null check (kind in ('DATABASE', 'PROCESS', 'STORE', 'PLATFORM')),
  purpose text not null check (length(purpose) between 3 and 300),
  owner uuid,
  review_by timestamptz not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (seller_id, id)
);
create unique index service_account_label on access.service_account (seller_id, label);
call access.wall('access.service_account');
grant select, insert, update on access.service_account to lockkeeper_portal;

-- Who was trained, when, and until when it holds.
create table access.training (
  seller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  done_at timestamptz not null,
  valid_until timestamptz not null check (valid_until > done_at),
  proof text not null check (length(proof) between 3 and 200),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (seller_id, id),
  foreign key (seller_id, account_id) references access.account
);
create index training_of_account on access.training (seller_id, account_id, valid_until desc);
call access.wall('access.training');
grant select, insert on access.training to lockkeeper_portal;
alter table access.account add column suspended_for text check (suspended_for in ('TRAINING', 'ADMIN'));
