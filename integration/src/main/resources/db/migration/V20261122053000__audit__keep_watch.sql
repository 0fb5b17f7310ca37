-- The watch: counts of what people, secrets and calls do, how far the logs were read, and alerts. Ids and numbers, of
-- the platform tenant: what a seller's people do is watched by us, and no page of a seller shows it.

create table audit.watch_cursor (
  seller_id uuid not null references access.seller,
  epoch integer not null,
  next_index bigint not null check (next_index >= 0),
  calls_until timestamptz not null,
  primary key (seller_id)
);
comment on table audit.watch_cursor is 'How far the audit log and the call log were counted. One row: one node counts at a time.';
call access.wall('audit.watch_cursor');
grant select, insert, update on audit.watch_cursor to lockkeeper_portal;

create table audit.watch_subject (
  seller_id uuid not null references access.seller,
  subject text not null check (length(subject) <= 320),
  role text not null,
  since timestamptz not null,
  primary key (seller_id, subject)
);
comment on table audit.watch_subject is 'Who and what is watched: ids of accounts and sellers, hosts.';
create index watch_subject_role on audit.watch_subject (seller_id, role, since);
call access.wall('audit.watch_subject');
grant select, insert, delete on audit.watch_subject to lockkeeper_portal;

-- By five minutes for three days, by hours for about ten weeks, by days as long as logs are kept: what is read often is
-- small, and no table grows with the years.
create table audit.watch_count (
  seller_id uuid not null references access.seller,
  grain text not null check (grain in ('FIVE', 'HOUR', 'DAY')),
  subject text not null check (length(subject) <= 320),
  signal text not null,
  slot timestamptz not null,
  n bigint not null check (n >= 0),
  primary key (seller_id, grain, subject, signal, slot)
) with (fillfactor = 80);
create index watch_count_age on audit.watch_count (seller_id, grain, slot);
call access.wall('audit.watch_count');
grant select, insert, update, delete on audit.watch_count to lockkeeper_portal;

-- What counts once a day, such as an order; and the places of people, as digests.
create table audit.watch_seen (
  seller_id uuid not null references access.seller,
  subject text not null check (length(subject) <= 320),
  signal text not null,
  what text not null check (length(what) <= 80),
  seen_at timestamptz not null,
  primary key (seller_id, subject, signal, what)
);
comment on table audit.watch_seen is 'Ids of orders and sellers that somebody looked at lately, and digests of networks.';
create index watch_seen_age on audit.watch_seen (seller_id, seen_at);
call access.wall('audit.watch_seen');
grant select, insert, update, delete on audit.watch_seen to lockkeeper_portal;

create table audit.watch_drain (
  seller_id uuid not null references access.seller,
  subject text not null check (length(subject) <= 320),
  signal text not null,
  day timestamptz not null,
  sum double precision not null check (sum >= 0),
  primary key (seller_id, subject, signal)
);
comment on table audit.watch_drain is 'The cumulative sum of each slow drain after a whole day.';
call access.wall('audit.watch_drain');
grant select, insert, update, delete on audit.watch_drain to lockkeeper_portal;

create table audit.alert (
  seller_id uuid not null references access.seller,
  id uuid not null,
  subject text not null check (length(subject) <= 320),
  of_seller uuid,
  rule text not null,
  signal text not null,
  usual double precision not null check (usual >= 0),
  seen double precision not null check (seen >= 0),
  score double precision not null check (score >= 0),
  span_seconds bigint not null check (span_seconds > 0),
  first_at timestamptz not null,
  last_at timestamptz not null check (last_at >= first_at),
  times integer not null check (times > 0),
  due_at timestamptz not null,
  state text not null check (state in ('OPEN', 'ACKNOWLEDGED', 'EXPLAINED', 'BLOCKED', 'INCIDENT')),
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  incident text check (length(incident) <= 80),
  primary key (seller_id, id),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (state = 'OPEN')),
  check ((reason is not null) = (state = 'EXPLAINED')),
  check ((incident is not null) = (state = 'INCIDENT'))
);
comment on table audit.alert is 'What the watch found, and what a person made of it.';
create index alert_gathering on audit.alert (seller_id, subject, rule, first_at) where state in ('OPEN', 'ACKNOWLEDGED');
create index alert_age on audit.alert (seller_id, last_at);
call access.wall('audit.alert');
grant select, insert, delete, update (usual, seen, score, signal, span_seconds, last_at, times, state, decided_by,
  decided_at, reason, incident) on audit.alert to lockkeeper_portal;

-- Calls by seller, host and five minutes: counts, over all sellers.
create function audit.calls_to_watch(since timestamptz, until timestamptz)
  returns table (seller_id uuid, host text, slot timestamptz, calls bigint, refused bigint, throttled bigint,
    failed bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.seller_id, c.host, date_bin('5 minutes', c.at, '2000-01-01 00:00:00+00'), count(*),
      count(*) filter (where c.status in (401, 403)),
      count(*) filter (where c.throttled or c.status = 429),
      count(*) filter (where c.status = 0 or c.status >= 500)
    from audit.call_log c where c.at >= since and c.at < until
    group by 1, 2, 3 order by 3, 1, 2;
  end;
alter function audit.calls_to_watch(timestamptz, timestamptz) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function audit.calls_to_watch(timestamptz, timestamptz) from public;
grant execute on function audit.calls_to_watch(timestamptz, timestamptz) to lockkeeper_portal;
set role lockkeeper_owner;
