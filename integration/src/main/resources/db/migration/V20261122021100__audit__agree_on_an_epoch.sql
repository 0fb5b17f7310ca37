-- One admin's wish to begin an epoch after a restore, and what another said to it. Of the platform.
create table audit.epoch_wish (
  seller_id uuid not null references access.seller,
  id uuid not null,
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
create index epoch_wish_recent on audit.epoch_wish (seller_id, proposed_at);
call access.wall('audit.epoch_wish');
grant select, insert, update on audit.epoch_wish to lockkeeper_portal;

-- The head of a day is the last checkpoint that was signed on it.
create index checkpoint_signed on audit.checkpoint (signed_at);
