-- Registers: what the platform keeps of its own assets, weaknesses, scans, tests, risks, changes and documents. Of no
-- seller: a transaction that is bound to one, or done for a seller's person, finds none of it.
create schema registers;
grant usage on schema registers to lockkeeper_portal;

-- Puts a table of the registers behind its wall.
create procedure registers.wall(of_platform regclass)
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', of_platform);
  execute format('alter table %s force row level security', of_platform);
  execute format(
    'create policy of_the_platform on %s to lockkeeper_portal
       using ((select access.current_seller()) = ''00000000-0000-0000-0000-000000000000'')
       with check ((select access.current_seller()) = ''00000000-0000-0000-0000-000000000000'')',
    of_platform);
  execute format(
    'create policy staff_by_staff on %s as restrictive to lockkeeper_portal
       using (coalesce(current_setting(''app.acting'', true), '''') <> ''SELLER'')',
    of_platform);
end
$$;

create table registers.entry (
  id uuid primary key,
  kind text not null check (kind in ('ASSET', 'VULNERABILITY', 'SCAN', 'PENETRATION_TEST', 'SUB_PROCESSOR', 'RISK',
    'CHANGE', 'POLICY', 'REGISTRATION')),
  key text not null check (length(key) between 1 and 200),
  title text not null check (length(title) between 1 and 160),
  owner uuid not null,
  state text not null,
  due date,
  fix_by date check ((fix_by is null) = (kind <> 'VULNERABILITY')),
  details jsonb not null check (jsonb_typeof(details) = 'object'),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version integer not null check (version > 0),
  unique (kind, key)
);
comment on table registers.entry is 'Lines of registers, of the platform. Words of people about things: refused if they look like a person''s data or a secret.';
comment on column registers.entry.fix_by is 'By when a weakness is to be fixed. Never later than it once was (R-54).';
create index entry_due on registers.entry (due) where due is not null;
create index entry_of_register on registers.entry (kind, changed_at desc);
create index entry_of_tool on registers.entry ((details ->> 'tool')) where kind = 'VULNERABILITY';
call registers.wall('registers.entry');
grant select, insert, update (title, owner, state, due, fix_by, details, changed_at, version) on registers.entry
  to lockkeeper_portal;

-- A deadline never moves later, whoever asks, and what an entry is stays what it is.
create function registers.refuse_relief() returns trigger language plpgsql as $$
begin
  if (new.id, new.kind, new.key, new.created_at) is distinct from (old.id, old.kind, old.key, old.created_at)
     or new.version <> old.version + 1
     or new.fix_by > old.fix_by
     or (new.kind = 'VULNERABILITY' and new.details ->> 'found' is distinct from old.details ->> 'found') then
    raise exception 'an entry gets no more time' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_relief before update on registers.entry
  for each row execute function registers.refuse_relief();

create table registers.change (
  entry_id uuid not null references registers.entry,
  place bigint generated always as identity,
  at timestamptz not null,
  by_account uuid,
  what text not null check (what ~ '^[a-z-]{3,40}$'),
  note text not null check (length(note) <= 500),
  fields text[] not null,
  was text[] not null check (cardinality(was) = cardinality(fields)),
  became text[] not null check (cardinality(became) = cardinality(fields)),
  primary key (entry_id, place)
);
comment on table registers.change is 'The history of entries: who, when, what became another. Added to, never changed.';
call registers.wall('registers.change');
grant select, insert on registers.change to lockkeeper_portal;

create table registers.evidence (
  entry_id uuid not null references registers.entry,
  id uuid not null unique,
  called text not null check (called ~ '^[A-Za-z0-9._-]{1,100}$'),
  type text not null check (type in ('PDF', 'PNG', 'JPEG', 'JSON', 'SARIF', 'CSV', 'TEXT')),
  size integer not null check (size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  expires_on date not null,
  kept_by uuid not null,
  kept_at timestamptz not null,
  closed bytea not null check (length(closed) between 1 and 11000000),
  primary key (entry_id, id)
);
comment on table registers.evidence is 'Files that show something, closed with a key that is in no backup of the database. Added to, never changed.';
create index evidence_expiring on registers.evidence (expires_on);
call registers.wall('registers.evidence');
grant select, insert on registers.evidence to lockkeeper_portal;

create table registers.confirmation (
  id uuid primary key,
  kind text not null,
  on_day date not null,
  by_account uuid not null,
  statement text not null check (length(statement) between 1 and 500),
  living integer not null check (living >= 0),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  at timestamptz not null
);
comment on table registers.confirmation is 'That somebody said that a register is complete, and which entries it had.';
create index confirmation_newest on registers.confirmation (kind, at desc);
call registers.wall('registers.confirmation');
grant select, insert on registers.confirmation to lockkeeper_portal;

create table registers.waiting_import (
  id uuid primary key,
  tool text not null check (length(tool) between 1 and 60),
  scan_kind text not null,
  complete boolean not null,
  release text not null check (length(release) <= 60),
  scanned_on date not null,
  called text not null,
  type text not null,
  size integer not null,
  sha256 text not null,
  brought_by uuid not null,
  brought_at timestamptz not null,
  closed bytea not null check (length(closed) between 1 and 11000000)
);
comment on table registers.waiting_import is 'Files of findings between looking and taking in: closed, for a day.';
call registers.wall('registers.waiting_import');
grant select, insert, delete on registers.waiting_import to lockkeeper_portal;

create table registers.release (
  id uuid primary key,
  version text not null check (length(version) between 1 and 100),
  digest text not null unique check (digest ~ '^[0-9a-f]{64}$'),
  components integer not null check (components >= 0),
  seen_at timestamptz not null
);
comment on table registers.release is 'Each version of the product that was started here, by what it is made of.';
call registers.wall('registers.release');
grant select, insert on registers.release to lockkeeper_portal;

create table registers.component (
  release_id uuid not null references registers.release,
  purl text not null check (length(purl) between 1 and 500),
  part text not null,
  version text not null,
  licence text not null,
  primary key (release_id, purl)
);
comment on table registers.component is 'What a version of the product is made of, as its bill of materials (CycloneDX) says.';
call registers.wall('registers.component');
grant select, insert on registers.component to lockkeeper_portal;
