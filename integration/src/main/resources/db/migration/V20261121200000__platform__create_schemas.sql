-- Schema = context, table = aggregate. Tables of a seller are keyed (seller_id, id), refer to each other by both,
-- and are under forced row-level security: without a seller set for the transaction there are no rows.
create schema access;
create schema orders;
create schema credentials;
create schema retention;
create schema keys;
create schema audit;
create schema jobs;

grant usage on schema access, orders, credentials, retention, keys, audit, jobs to lockkeeper_portal;
grant usage on schema jobs to lockkeeper_jobs;
grant usage on schema audit to lockkeeper_auditor;
grant usage, create on schema retention, keys, access to lockkeeper_counter;

create function access.current_seller() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.seller', true), '')::uuid;
grant execute on function access.current_seller() to public;
grant usage on schema access to public;

-- Puts a table of a seller behind the wall.
create procedure access.wall(tenant_table regclass)
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy of_the_seller on %s to lockkeeper_portal
       using (seller_id = (select access.current_seller())) with check (seller_id = (select access.current_seller()))',
    tenant_table);
end
$$;
