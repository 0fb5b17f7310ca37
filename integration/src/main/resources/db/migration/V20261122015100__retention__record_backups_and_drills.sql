-- Written by the program that takes backups, read by the portal. No seller: a backup holds them all, and no row of theirs is here.
create table retention.backup (
  id uuid primary key,
  taken_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > taken_at),
  took_ms bigint not null,
  bytes bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  wal_start pg_lsn not null,
  wal_stop pg_lsn not null,
  first_whole boolean not null,
  second_whole boolean not null,
  key_held boolean not null,
  checked_at timestamptz not null,
  removed_at timestamptz
);
comment on column retention.backup.first_whole is 'The copy at home is there and is what was written.';
comment on column retention.backup.second_whole is 'The copy in the second region is there and is what was written.';
comment on column retention.backup.key_held is 'Its key was not destroyed.';

create table retention.restore_drill (
  id uuid primary key,
  backup uuid not null,
  began_at timestamptz not null,
  loses_ms bigint not null,
  ready_after_ms bigint not null,
  lines_replayed bigint not null,
  came_back bigint not null,
  still_held bigint not null,
  passed boolean not null,
  finding text not null
);
comment on column retention.restore_drill.loses_ms is 'Recovery point: what had happened since the backup, and would be lost.';
comment on column retention.restore_drill.ready_after_ms is 'Recovery time: from the first byte to a verified node.';
comment on column retention.restore_drill.came_back is 'Erased orders whose buyers the backup brought back, before the replay.';
comment on column retention.restore_drill.still_held is 'The same after the replay.';

grant select on retention.backup, retention.restore_drill to lockkeeper_portal;
grant usage on schema retention to lockkeeper_backup;
grant select, insert, update on retention.backup, retention.restore_drill to lockkeeper_backup;
