-- The queue of errands, in the form that db-scheduler works on. Carries ids only.
create table jobs.scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures integer,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on jobs.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on jobs.scheduled_tasks (last_heartbeat);
grant select, insert, update, delete on jobs.scheduled_tasks to lockkeeper_jobs, lockkeeper_portal;

create table jobs.dead_errand (
  task_name text not null,
  task_instance text not null,
  failure text not null,
  tries integer not null,
  since timestamptz not null,
  primary key (task_name, task_instance)
);
comment on column jobs.dead_errand.failure is 'The class of the failure; never its text.';
grant select, insert, update, delete on jobs.dead_errand to lockkeeper_jobs, lockkeeper_portal;

create table jobs.call_log (
  seller_id uuid not null references access.seller,
  at timestamptz not null,
  id uuid not null,
  host text not null,
  operation text not null,
  status integer not null,
  took_ms integer not null,
  bytes integer not null,
  primary key (seller_id, at, id)
);
comment on table jobs.call_log is 'Every call to an outside API: no addresses with queries, no bodies.';
call access.wall('jobs.call_log');
grant select, insert on jobs.call_log to lockkeeper_portal;
