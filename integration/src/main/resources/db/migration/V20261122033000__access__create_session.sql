-- Who is signed in, the same for every node. A session is over when it was ended, was idle or is too old, or when its
-- account has another role or epoch than at its beginning.
create table access.session_epoch (
  seller_id uuid not null,
  account uuid not null,
  epoch integer not null,
  primary key (seller_id, account),
  foreign key (seller_id, account) references access.account (seller_id, id)
);
comment on table access.session_epoch is
  'How often all sessions of an account were ended; one that is begun meanwhile carries the number of before.';
call access.wall('access.session_epoch');
grant select, insert, update, delete on access.session_epoch to lockkeeper_portal;

create table access.session (
  seller_id uuid not null,
  id uuid not null,
  account uuid not null,
  role text not null,
  level text not null check (level in ('PASSWORD', 'FULL')),
  epoch integer not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  idle_seconds integer not null check (idle_seconds > 0),
  ends_at timestamptz not null check (ends_at > started_at),
  second_factor_at timestamptz,
  network text not null check (length(network) <= 60),
  agent text not null check (length(agent) <= 60),
  ended_at timestamptz,
  ended_why text,
  primary key (seller_id, id),
  foreign key (seller_id, account) references access.account (seller_id, id),
  check ((ended_at is null) = (ended_why is null))
);
create unique index session_id on access.session (id);
create index session_of_account on access.session (seller_id, account) where ended_at is null;
create index session_end on access.session (seller_id, ends_at);
comment on column access.session.network is 'Where a person of ours or of the seller signed in from; no buyer.';
comment on column access.session.agent is 'The browser and the system in words.';
call access.wall('access.session');
-- A request comes before its seller is known: the one row of the session that it names may be read.
create policy of_the_session on access.session for select to lockkeeper_portal
  using (id = nullif(current_setting('app.session', true), '')::uuid);
grant select, insert, update, delete on access.session to lockkeeper_portal;
