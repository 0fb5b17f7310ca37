-- The support desk: what each person has used of the day's budget, wishes to see more, cases, and suspicions.

-- Counted under the person's own organisation, so that one budget holds over all sellers somebody works for.
create table access.desk_tally (
  seller_id uuid not null references access.seller,
  account uuid not null,
  kind text not null check (kind in ('REVEAL', 'REVEAL_BURST', 'SEARCH', 'SEARCH_BURST', 'SELLER')),
  slot timestamptz not null,
  about uuid not null,
  used integer not null check (used >= 0),
  primary key (seller_id, account, kind, slot, about)
);
comment on table access.desk_tally is 'How many buyers'' fields and searches a person has used, by day and by burst. Counts and ids.';
create index desk_tally_age on access.desk_tally (seller_id, slot);
call access.wall('access.desk_tally');
grant select, insert, update, delete on access.desk_tally to lockkeeper_portal;

create table access.reveal_request (
  seller_id uuid not null references access.seller,
  id uuid not null,
  account uuid not null,
  works_for uuid not null,
  reason text not null,
  ticket text not null check (length(ticket) between 2 and 32),
  asked_at timestamptz not null,
  more integer not null check (more between 1 and 100),
  decided_by uuid,
  decided_at timestamptz,
  granted boolean,
  ends_at timestamptz not null,
  primary key (seller_id, id),
  foreign key (seller_id, account) references access.account,
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (granted is null)),
  check (decided_by <> account)
);
comment on table access.reveal_request is 'Wishes to see more fields than the day''s budget has; another person decides.';
create index reveal_request_waiting on access.reveal_request (seller_id, asked_at) where decided_at is null;
create index reveal_request_of on access.reveal_request (seller_id, account, ends_at);
call access.wall('access.reveal_request');
grant select, insert, update, delete on access.reveal_request to lockkeeper_portal;

create table access.support_case (
  seller_id uuid not null references access.seller,
  id uuid not null,
  order_id uuid,
  subject text not null,
  deadline timestamptz,
  next_step text not null,
  waiting_on text not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  moved_at timestamptz not null,
  closed_at timestamptz,
  primary key (seller_id, id),
  foreign key (seller_id, order_id) references orders.sales_order on delete cascade
);
comment on table access.support_case is 'Questions of buyers that wait for an answer. Ids and words of lists, nothing of the buyer.';
create index support_case_open on access.support_case (seller_id, deadline, opened_at) where closed_at is null;
create index support_case_order on access.support_case (seller_id, order_id);
call access.wall('access.support_case');
grant select, insert, update, delete on access.support_case to lockkeeper_portal;

create table access.support_note (
  seller_id uuid not null,
  case_id uuid not null,
  id uuid not null,
  written_by uuid not null,
  written_at timestamptz not null,
  note text not null check (length(note) between 1 and 500),
  primary key (seller_id, case_id, id),
  foreign key (seller_id, case_id) references access.support_case on delete cascade
);
comment on table access.support_note is 'Notes on a case. What looks like an address, a phone number, a card or a secret is refused.';
call access.wall('access.support_note');
grant select, insert, delete on access.support_note to lockkeeper_portal;

-- The clock of an incident starts when somebody first said so: the row cannot be changed by anybody who signs in.
create table access.suspicion (
  seller_id uuid not null references access.seller,
  id uuid not null,
  reported_by uuid not null,
  concerns uuid,
  kind text not null,
  what text not null check (length(what) between 1 and 1000),
  noticed_at timestamptz not null,
  detected_at timestamptz not null,
  primary key (seller_id, id)
);
comment on table access.suspicion is 'Suspected incidents as reported. Never changed: detected_at starts the clock (R-26).';
call access.wall('access.suspicion');
grant select, insert on access.suspicion to lockkeeper_portal;
create function access.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'a report is not rewritten' using errcode = 'insufficient_privilege';
end
$$;
create trigger refuse_rewriting before update or delete on access.suspicion
  for each row execute function access.refuse_rewriting();
