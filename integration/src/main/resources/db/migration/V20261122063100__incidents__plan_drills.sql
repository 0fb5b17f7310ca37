-- Practice: scenarios that are planned for a day, and what came of them. A result is never rewritten.
create table incidents.drill (
  id uuid primary key,
  scenario text not null check (scenario ~ '^[a-z-]{3,40}$'),
  edition date not null,
  planned_for timestamptz not null,
  planned_by uuid not null,
  planned_at timestamptz not null,
  target_assess integer not null check (target_assess > 0),
  target_contain integer not null check (target_contain > 0),
  target_tell integer not null check (target_tell > 0),
  state text not null check (state in ('PLANNED', 'RUNNING', 'DONE', 'MISSED', 'CANCELED')),
  state_at timestamptz not null,
  begun_by text,
  begun_at timestamptz check ((begun_at is null) = (begun_by is null)),
  incident_id uuid unique,
  took_assess bigint,
  took_contain bigint,
  took_tell bigint,
  check ((incident_id is not null) = (state in ('RUNNING', 'DONE')))
);
comment on table incidents.drill is 'Drills as planned, run, missed or called off, with their targets and results in minutes (R-24, R-25).';
create index drill_by_day on incidents.drill (planned_for desc);
call incidents.wall('incidents.drill');
grant select, insert, update (planned_for, state, state_at, begun_by, begun_at, incident_id, took_assess, took_contain,
  took_tell) on incidents.drill to lockkeeper_portal;
create function incidents.refuse_rewriting_drill() returns trigger language plpgsql as $$
begin
  if old.state in ('DONE', 'MISSED', 'CANCELED') or (old.state = 'RUNNING' and new.state <> 'DONE')
     or (old.state = 'RUNNING' and new.incident_id is distinct from old.incident_id) then
    raise exception 'what came of a drill is not rewritten' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_rewriting_drill before update on incidents.drill
  for each row execute function incidents.refuse_rewriting_drill();

-- What is to be done because of something that happened: the lessons of a drill, a look at the plan.
create table incidents.follow_up (
  id uuid primary key,
  source text not null check (source ~ '^[a-z-]{2,40}:[A-Za-z0-9._:/@-]{1,120}$'),
  kind text not null check (kind in ('LESSON', 'PLAN')),
  what text not null check (length(what) between 1 and 500),
  owner uuid,
  due_at timestamptz not null,
  made_by text not null,
  made_at timestamptz not null,
  done_at timestamptz,
  done_by uuid check ((done_by is null) = (done_at is null)),
  answer text check (length(answer) <= 500)
);
comment on table incidents.follow_up is 'What is to be done after a drill, an incident or a big change, by whom, until when. Words of ours that name no buyer.';
create unique index follow_up_once on incidents.follow_up (source) where kind = 'PLAN';
call incidents.wall('incidents.follow_up');
grant select, insert, update (done_at, done_by, answer) on incidents.follow_up to lockkeeper_portal;
