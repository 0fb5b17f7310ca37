-- A review of who has access to what, over a picture that no longer moves. Of the platform tenant.
create table access.review (
  seller_id uuid not null references access.seller,
  id uuid not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  due_at timestamptz not null check (due_at > opened_at),
  closed_at timestamptz,
  jws text,
  jwk text,
  primary key (seller_id, id),
  check ((jws is null) = (jwk is null)),
  check (closed_at is not null or jws is null)
);
create unique index review_open on access.review (seller_id) where closed_at is null;
call access.wall('access.review');
grant select, insert, update on access.review to lockkeeper_portal;

create table access.review_item (
  seller_id uuid not null,
  id uuid not null,
  review_id uuid not null,
  kind text not null check (kind in ('ACCOUNT', 'ASSIGNMENT', 'SERVICE')),
  subject uuid not null,
  person uuid,
  of_seller uuid,
  what text not null,
  since timestamptz not null,
  last_used_at timestamptz,
  ends_at timestamptz,
  decision text check (decision in ('KEEP', 'REMOVE', 'LAPSED', 'SPARED')),
  reason text check (length(reason) <= 300),
  decided_by uuid,
  decided_at timestamptz,
  carried_out_at timestamptz,
  primary key (seller_id, id),
  foreign key (seller_id, review_id) references access.review,
  check ((decision is null) = (decided_at is null)),
  check (decision is null or decision in ('LAPSED', 'SPARED') or decided_by is not null)
);
create unique index review_item_once on access.review_item (seller_id, review_id, kind, subject);
call access.wall('access.review_item');
-- The picture is frozen: a decision is added to it, nothing else of it changes.
grant select, insert, update (decision, reason, decided_by, decided_at, carried_out_at) on access.review_item to lockkeeper_portal;
