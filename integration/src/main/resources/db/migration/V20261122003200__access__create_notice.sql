-- What people have to know in time, each once; and to whom it was mailed.
create table access.notice (
  seller_id uuid not null references access.seller,
  id uuid not null,
  kind text not null,
  subject text not null,
  platform text not null,
  label text not null,
  ends_at timestamptz not null,
  days_before integer not null,
  raised_at timestamptz not null,
  dismissed_at timestamptz,
  primary key (seller_id, id)
);
create unique index notice_once on access.notice (seller_id, kind, subject, ends_at, days_before);
create index notice_open on access.notice (seller_id, raised_at) where dismissed_at is null;
call access.wall('access.notice');
grant select, insert, update on access.notice to lockkeeper_portal;

create table access.notice_mail (
  seller_id uuid not null,
  notice_id uuid not null,
  account_id uuid not null,
  sent_at timestamptz not null,
  primary key (seller_id, notice_id, account_id),
  foreign key (seller_id, notice_id) references access.notice,
  foreign key (seller_id, account_id) references access.account
);
call access.wall('access.notice_mail');
grant select, insert on access.notice_mail to lockkeeper_portal;

-- Which sellers have something that ends: ids only.
grant select (consent_until, lasting_until) on credentials.grant_of_seller to lockkeeper_counter;
create function credentials.sellers_with_ends(before timestamptz) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select distinct seller_id from credentials.grant_of_seller
    where standing in ('ACTIVE', 'PAUSED') and least(consent_until, lasting_until) <= before;
  end;
alter function credentials.sellers_with_ends(timestamptz) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function credentials.sellers_with_ends(timestamptz) from public;
grant execute on function credentials.sellers_with_ends(timestamptz) to lockkeeper_portal;
set role lockkeeper_owner;
