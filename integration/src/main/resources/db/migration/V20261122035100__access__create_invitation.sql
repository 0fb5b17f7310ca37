-- How an invited person gets in: the digest of a mailed code, never the code. One for each account, used once.
create table access.invitation (
  seller_id uuid not null,
  account_id uuid not null,
  invited_by uuid not null,
  invited_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > invited_at),
  digest bytea check (length(digest) = 32),
  closed_at timestamptz,
  outcome text check (outcome in ('USED', 'WITHDRAWN')),
  primary key (seller_id, account_id),
  foreign key (seller_id, account_id) references access.account,
  check ((closed_at is null) = (outcome is null)),
  check (closed_at is null or digest is null)
);
create unique index invitation_digest on access.invitation (digest);
call access.wall('access.invitation');
-- The code comes before the seller is known: the one row of its digest may be read.
create policy of_the_invitation on access.invitation for select to lockkeeper_portal
  using (digest = decode(nullif(current_setting('app.invitation', true), ''), 'hex'));
grant select, insert, update, delete on access.invitation to lockkeeper_portal;

-- Accounts that end by themselves and are past it: ids only.
grant select (ends_at, status) on access.account to lockkeeper_counter;
create function access.accounts_past_end(at timestamptz) returns table (seller_id uuid, id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select a.seller_id, a.id from access.account a
    where a.ends_at <= at and a.status in ('ACTIVE', 'SUSPENDED', 'INVITED') order by a.ends_at, a.id limit 500;
  end;
alter function access.accounts_past_end(timestamptz) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.accounts_past_end(timestamptz) from public;
grant execute on function access.accounts_past_end(timestamptz) to lockkeeper_portal;
set role lockkeeper_owner;
create index account_end on access.account (ends_at) where ends_at is not null;
