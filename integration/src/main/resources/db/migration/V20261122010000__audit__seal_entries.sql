-- Sealing beside the entries, never in them: which entry has which place in the tree, and what was signed.
-- An entry is sealed when every transaction that could still come before it has ended.
create index audit_event_order on audit.audit_event (written_by, seller_id, id);

-- Owns the few functions that read entries over all sellers, and the only ones that give places.
grant usage, create on schema audit to lockkeeper_sealer;
grant select on audit.audit_event to lockkeeper_sealer;
create policy for_sealing on audit.audit_event for select to lockkeeper_sealer using (true);

create table audit.epoch (
  number integer primary key check (number > 0),
  opening_entry uuid not null,
  log text not null,
  begun_at timestamptz not null,
  reason text not null,
  size bigint not null,
  peaks bytea not null,
  sealed_xid xid8 not null,
  sealed_seller uuid not null,
  sealed_entry uuid not null
);
comment on column audit.epoch.sealed_xid is 'With the two columns after it: the last entry that has a place, in the order of sealing.';

create table audit.former_epoch (
  epoch integer not null references audit.epoch,
  former integer not null,
  kept bigint not null,
  checkpoint text not null,
  primary key (epoch, former)
);

create table audit.sealed_entry (
  seller_id uuid not null,
  entry uuid not null,
  epoch integer not null references audit.epoch,
  index bigint not null,
  leaf bytea not null check (octet_length(leaf) = 32),
  primary key (seller_id, entry),
  unique (epoch, index)
);
call access.wall('audit.sealed_entry');

-- Every complete subtree of 256, 65536, … leaves, so that a proof need not read all of them.
create table audit.subtree (
  epoch integer not null references audit.epoch,
  level integer not null,
  index bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (epoch, level, index)
);

create table audit.checkpoint (
  epoch integer not null references audit.epoch,
  size bigint not null,
  note text not null,
  signed_at timestamptz not null,
  published_at timestamptz,
  witnessed_note text,
  witnessed_at timestamptz,
  primary key (epoch, size)
);
create index checkpoint_published on audit.checkpoint (epoch, size) where published_at is not null;
create index checkpoint_witnessed on audit.checkpoint (epoch, size) where witnessed_at is not null;

create table audit.log_key (
  key text primary key,
  witness boolean not null,
  seen_at timestamptz not null
);

-- Entries of before a restore, whose transaction numbers say nothing here.
create table audit.carried_over (
  seller_id uuid not null,
  entry uuid not null,
  primary key (seller_id, entry)
);
call access.wall('audit.carried_over');

create table audit.verification (
  at timestamptz not null,
  noted_at timestamptz not null default clock_timestamp(),
  took_ms bigint not null,
  entries bigint not null,
  expired bigint not null,
  kinds text[] not null,
  findings text[] not null,
  primary key (noted_at)
);

grant select on audit.epoch, audit.former_epoch, audit.subtree, audit.sealed_entry to lockkeeper_portal;
grant select, insert on audit.checkpoint, audit.log_key, audit.verification to lockkeeper_portal;
grant update (published_at, witnessed_note, witnessed_at) on audit.checkpoint to lockkeeper_portal;

grant select, insert, update on audit.epoch to lockkeeper_sealer;
grant select, insert on audit.former_epoch, audit.subtree, audit.sealed_entry to lockkeeper_sealer;
grant select, insert, delete on audit.carried_over to lockkeeper_sealer;
create policy for_sealing on audit.sealed_entry to lockkeeper_sealer using (true) with check (true);
create policy for_sealing on audit.carried_over to lockkeeper_sealer using (true) with check (true);

-- Begins an epoch; what has no place yet is carried over by name.
create function audit.begin_epoch(
  p_number integer, p_entry uuid, p_log text, p_begun_at timestamptz, p_reason text,
  p_size bigint, p_peaks bytea, p_leaf bytea,
  p_former integer[], p_kept text[], p_checkpoints text[]) returns boolean
  language plpgsql security definer set search_path = '' as $$
declare
  horizon pg_catalog.xid8;
begin
  lock table audit.epoch in exclusive mode;
  if exists (select from audit.epoch where number >= p_number) then
    return false;
  end if;
  -- One snapshot for both, so that an entry is either carried over or still to come.
  with seen as (
    select pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()) as xmin
  ), carried as (
    insert into audit.carried_over (seller_id, entry)
      select e.seller_id, e.id from audit.audit_event e
      where p_number > 1
        and not exists (
          select from audit.sealed_entry s where s.seller_id = e.seller_id and s.entry = e.id)
      on conflict do nothing
  )
  select case when p_number > 1 then xmin else '0'::pg_catalog.xid8 end into horizon from seen;
  insert into audit.epoch values (
    p_number, p_entry, p_log, p_begun_at, p_reason, p_size, p_peaks, horizon,
    '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000');
  insert into audit.former_epoch
    select p_number, f, k::bigint, c from unnest(p_former, p_kept, p_checkpoints) u (f, k, c);
  insert into audit.sealed_entry values (
    '00000000-0000-0000-0000-000000000000', p_entry, p_number, 0, p_leaf);
  return true;
end
$$;

-- The next entries: of transactions older than every running one, so that none can come between them any more.
create function audit.unsealed(most integer) returns table (
  carried boolean, written_by text, seller_id uuid, id uuid, at timestamptz, actor text, action text,
  object text, facts text)
  language sql stable security definer set search_path = ''
  set enable_hashjoin = off set enable_mergejoin = off
  begin atomic
    (select true, e.written_by::text, e.seller_id, e.id, e.at, e.actor, e.action, e.object, e.facts::text
     from audit.carried_over c join audit.audit_event e on e.seller_id = c.seller_id and e.id = c.entry
     order by e.seller_id, e.id limit most)
    union all
    (select false, e.written_by::text, e.seller_id, e.id, e.at, e.actor, e.action, e.object, e.facts::text
     from audit.audit_event e
     where (e.written_by, e.seller_id, e.id) > (
         select p.sealed_xid, p.sealed_seller, p.sealed_entry from audit.epoch p order by p.number desc limit 1)
       and e.written_by < pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())
       and not exists (
         select from audit.sealed_entry s where s.seller_id = e.seller_id and s.entry = e.id)
       and not exists (
         select from audit.carried_over c where c.seller_id = e.seller_id and c.entry = e.id)
     order by e.written_by, e.seller_id, e.id limit most)
    limit most;
  end;

-- Gives places. The size must be what the caller has read: of two that seal at once, one does.
create function audit.extend_log(
  p_epoch integer, p_old_size bigint, p_new_size bigint, p_peaks bytea,
  p_sealed_xid text, p_sealed_seller uuid, p_sealed_entry uuid,
  p_sellers uuid[], p_entries uuid[], p_leaves bytea,
  p_levels integer[], p_indexes text[], p_hashes bytea) returns boolean
  language plpgsql security definer set search_path = '' as $$
begin
  if p_new_size <> p_old_size + pg_catalog.cardinality(p_entries) then
    raise exception 'a place for each entry' using errcode = 'check_violation';
  end if;
  update audit.epoch set
    size = p_new_size, peaks = p_peaks,
    sealed_xid = coalesce(p_sealed_xid::pg_catalog.xid8, sealed_xid),
    sealed_seller = coalesce(p_sealed_seller, sealed_seller),
    sealed_entry = coalesce(p_sealed_entry, sealed_entry)
  where number = p_epoch and size = p_old_size
    and not exists (select from audit.epoch later where later.number > p_epoch);
  if not found then
    return false;
  end if;
  insert into audit.sealed_entry (seller_id, entry, epoch, index, leaf)
    select s, e, p_epoch, p_old_size + n - 1, pg_catalog.substring(p_leaves, (32 * (n - 1) + 1)::integer, 32)
    from unnest(p_sellers, p_entries) with ordinality u (s, e, n);
  insert into audit.subtree (epoch, level, index, hash)
    select p_epoch, l, i::bigint, pg_catalog.substring(p_hashes, (32 * (n - 1) + 1)::integer, 32)
    from unnest(p_levels, p_indexes) with ordinality u (l, i, n);
  delete from audit.carried_over c using unnest(p_sellers, p_entries) u (s, e)
    where c.seller_id = u.s and c.entry = u.e;
  return true;
end
$$;

create function audit.waiting(most integer) returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select (select count(*) from (select from audit.carried_over limit most) c) + (
      select count(*) from (
        select from audit.audit_event e
        where e.written_by >= coalesce((
            select p.sealed_xid from audit.epoch p order by p.number desc limit 1), '0'::xid8)
          and not exists (
            select from audit.sealed_entry s where s.seller_id = e.seller_id and s.entry = e.id)
          and not exists (
            select from audit.carried_over c where c.seller_id = e.seller_id and c.entry = e.id)
        limit most) w);
  end;

-- Leaves are hashes; they tell nothing of the entries.
create function audit.leaves(p_epoch integer, p_from bigint, p_to bigint) returns table (index bigint, leaf bytea)
  language sql stable security definer set search_path = ''
  begin atomic
    select s.index, s.leaf from audit.sealed_entry s
    where s.epoch = p_epoch and s.index >= p_from and s.index < p_to order by s.index;
  end;

-- For the verifier, which hashes values and not what the database says of them.
create function audit.placed(p_epoch integer, p_from bigint, p_to bigint) returns table (
  index bigint, leaf bytea, seller_id uuid, entry uuid, at timestamptz, actor text, action text,
  object text, facts text)
  language sql stable security definer set search_path = ''
  begin atomic
    select s.index, s.leaf, s.seller_id, s.entry, e.at, e.actor, e.action, e.object, e.facts::text
    from audit.sealed_entry s
    left join audit.audit_event e on e.seller_id = s.seller_id and e.id = s.entry
    where s.epoch = p_epoch and s.index >= p_from and s.index < p_to order by s.index;
  end;

-- Entries that stand before what is sealed and have no place: nobody who writes as all do can make one.
create function audit.strays(most integer) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select e.id from audit.audit_event e
    where (e.written_by, e.seller_id, e.id) <= (
        select p.sealed_xid, p.sealed_seller, p.sealed_entry from audit.epoch p order by p.number desc limit 1)
      and not exists (
        select from audit.sealed_entry s where s.seller_id = e.seller_id and s.entry = e.id)
      and not exists (
        select from audit.carried_over c where c.seller_id = e.seller_id and c.entry = e.id)
    order by e.id limit most;
  end;

alter function audit.begin_epoch(
  integer, uuid, text, timestamptz, text, bigint, bytea, bytea, integer[], text[], text[]) owner to lockkeeper_sealer;
alter function audit.unsealed(integer) owner to lockkeeper_sealer;
alter function audit.extend_log(
  integer, bigint, bigint, bytea, text, uuid, uuid, uuid[], uuid[], bytea, integer[], text[], bytea)
  owner to lockkeeper_sealer;
alter function audit.waiting(integer) owner to lockkeeper_sealer;
alter function audit.leaves(integer, bigint, bigint) owner to lockkeeper_sealer;
alter function audit.placed(integer, bigint, bigint) owner to lockkeeper_sealer;
alter function audit.strays(integer) owner to lockkeeper_sealer;
set role lockkeeper_sealer;
revoke execute on function
  audit.begin_epoch(integer, uuid, text, timestamptz, text, bigint, bytea, bytea, integer[], text[], text[]),
  audit.unsealed(integer),
  audit.extend_log(integer, bigint, bigint, bytea, text, uuid, uuid, uuid[], uuid[], bytea, integer[], text[], bytea),
  audit.waiting(integer),
  audit.leaves(integer, bigint, bigint),
  audit.placed(integer, bigint, bigint),
  audit.strays(integer)
  from public;
grant execute on function
  audit.begin_epoch(integer, uuid, text, timestamptz, text, bigint, bytea, bytea, integer[], text[], text[]),
  audit.unsealed(integer),
  audit.extend_log(integer, bigint, bigint, bytea, text, uuid, uuid, uuid[], uuid[], bytea, integer[], text[], bytea),
  audit.waiting(integer),
  audit.leaves(integer, bigint, bigint),
  audit.placed(integer, bigint, bigint),
  audit.strays(integer)
  to lockkeeper_portal;
set role lockkeeper_owner;
