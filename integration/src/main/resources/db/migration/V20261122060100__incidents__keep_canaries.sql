-- What is known of the orders that stand apart, seller by seller, and who reached for one. Of the platform.
create table incidents.canary_post (
  of_seller uuid primary key,
  standing integer not null check (standing >= 0),
  wanted integer not null check (wanted >= 0),
  tended_at timestamptz not null,
  proved_at timestamptz,
  proof text check (proof in ('HELD', 'OPEN')),
  check ((proved_at is null) = (proof is null))
);
comment on table incidents.canary_post is 'How many canary buyers stand for a seller, and when the trap was last tried. Ids and counts.';
call incidents.wall('incidents.canary_post');
grant select, insert, update, delete on incidents.canary_post to lockkeeper_portal;

-- Written in the transaction of its entry in the log, before anything is refused or told.
create table incidents.canary_trip (
  id uuid primary key,
  of_seller uuid not null,
  order_id uuid not null,
  actor text not null check (length(actor) <= 80),
  path text not null check (length(path) <= 60),
  hour timestamptz not null,
  tripped_at timestamptz not null,
  reported_at timestamptz,
  alert uuid,
  incident uuid,
  unique (of_seller, order_id, actor, path, hour),
  check ((reported_at is null) = (alert is null) and (reported_at is null) = (incident is null))
);
comment on table incidents.canary_trip is 'Who reached for a canary buyer, by which way. Ids only; one row for an hour.';
create index canary_trip_unreported on incidents.canary_trip (tripped_at) where reported_at is null;
create index canary_trip_newest on incidents.canary_trip (tripped_at desc, id);
call incidents.wall('incidents.canary_trip');
grant select, insert, delete, update (reported_at, alert, incident) on incidents.canary_trip to lockkeeper_portal;

-- An incident may open by itself with an alert, which then still waits for a person; and what is shut out has one, too.
do $$
declare
  name text;
begin
  select conname into strict name from pg_constraint
  where conrelid = 'audit.alert'::regclass and contype = 'c'
    and pg_get_constraintdef(oid) like '%incident IS NOT NULL%';
  execute format('alter table audit.alert drop constraint %I', name);
end
$$;
alter table audit.alert add constraint alert_has_its_incident check (incident is not null or state <> 'INCIDENT');
