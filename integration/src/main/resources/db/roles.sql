-- Roles of the cluster. Run by its administrator, again at each start: it only adds what is missing.
-- lockkeeper_owner owns everything and cannot sign in; nobody who can sign in owns anything.
do $$
begin
  if not exists (select from pg_roles where rolname = 'lockkeeper_owner') then
    create role lockkeeper_owner nologin nosuperuser nobypassrls;
  end if;
  -- Owns the few functions that count over all sellers; sees dates and ids of sellers, nothing else.
  if not exists (select from pg_roles where rolname = 'lockkeeper_counter') then
    create role lockkeeper_counter nologin nosuperuser nobypassrls;
  end if;
  -- Owns the few functions that remove what is older than it may be; they refuse whatever is younger.
  if not exists (select from pg_roles where rolname = 'lockkeeper_disposer') then
    create role lockkeeper_disposer nologin nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'lockkeeper_migrator') then
    create role lockkeeper_migrator login noinherit nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'lockkeeper_portal') then
    create role lockkeeper_portal login nosuperuser nobypassrls;
  end if;
  -- Runs the queue of errands and nothing else.
  if not exists (select from pg_roles where rolname = 'lockkeeper_jobs') then
    create role lockkeeper_jobs login nosuperuser nobypassrls;
  end if;
  -- Takes backups: says where one begins and ends, and writes down that it was taken.
  if not exists (select from pg_roles where rolname = 'lockkeeper_backup') then
    create role lockkeeper_backup login nosuperuser nobypassrls;
  end if;
  -- Owns the functions that seal and verify the audit log over all sellers.
  if not exists (select from pg_roles where rolname = 'lockkeeper_sealer') then
    create role lockkeeper_sealer nologin nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'lockkeeper_auditor') then
    create role lockkeeper_auditor nologin nosuperuser nobypassrls;
  end if;
end
$$;
grant lockkeeper_owner to lockkeeper_migrator with inherit false, set true;
grant lockkeeper_counter to lockkeeper_owner with inherit false, set true;
grant execute on function pg_catalog.pg_backup_start(text, boolean), pg_catalog.pg_backup_stop(boolean) to lockkeeper_backup;
grant lockkeeper_disposer to lockkeeper_owner with inherit false, set true;
grant lockkeeper_sealer to lockkeeper_owner with inherit false, set true;
