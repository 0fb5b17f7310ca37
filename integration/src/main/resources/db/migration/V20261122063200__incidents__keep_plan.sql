-- The incident plan (R-24, R-25): each version whole, approved by another person than wrote it, and kept.
create table incidents.plan_version (
  id uuid primary key,
  number integer unique check (number > 0),
  state text not null check (state in ('DRAFT', 'PROPOSED', 'IN_FORCE', 'REPLACED', 'DROPPED')),
  why text not null check (length(why) between 1 and 500),
  written_by uuid,
  written_at timestamptz not null,
  decided_by uuid check (decided_by <> written_by),
  decided_at timestamptz,
  replaced_at timestamptz check ((replaced_at is not null) = (state = 'REPLACED')),
  check ((number is not null) = (state in ('IN_FORCE', 'REPLACED')))
);
comment on table incidents.plan_version is 'The plan as it was written, approved and replaced. Without a writer: as it came with the product.';
create unique index plan_in_force on incidents.plan_version (state) where state = 'IN_FORCE';
create unique index plan_open on incidents.plan_version ((true)) where state in ('DRAFT', 'PROPOSED');
call incidents.wall('incidents.plan_version');
grant select, insert, update (number, state, why, written_by, written_at, decided_by, decided_at, replaced_at)
  on incidents.plan_version to lockkeeper_portal;

create table incidents.plan_section (
  version_id uuid not null references incidents.plan_version,
  section text not null check (section in ('PURPOSE', 'ROLES', 'TYPES', 'PROCEDURE', 'ESCALATION', 'NOTICES', 'CONTACTS',
    'EVIDENCE', 'PRACTICE')),
  body text not null check (length(body) between 1 and 8000),
  primary key (version_id, section)
);
call incidents.wall('incidents.plan_section');
grant select, insert, update (body) on incidents.plan_section to lockkeeper_portal;

-- A look at the plan after which it stays as it is.
create table incidents.plan_sign_off (
  id uuid primary key,
  version_id uuid not null references incidents.plan_version,
  words text not null check (length(words) between 1 and 500),
  signed_by uuid not null,
  signed_at timestamptz not null
);
call incidents.wall('incidents.plan_sign_off');
grant select, insert on incidents.plan_sign_off to lockkeeper_portal;

create function incidents.refuse_rewriting_plan() returns trigger language plpgsql as $$
begin
  if old.state in ('REPLACED', 'DROPPED')
     or (old.state = 'IN_FORCE' and (new.state <> 'REPLACED'
       or (new.number, new.why, new.written_at, new.decided_at) is distinct from
          (old.number, old.why, old.written_at, old.decided_at)
       or new.written_by is distinct from old.written_by or new.decided_by is distinct from old.decided_by)) then
    raise exception 'what was in force is not rewritten' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_rewriting_plan before update on incidents.plan_version
  for each row execute function incidents.refuse_rewriting_plan();
create function incidents.refuse_rewriting_section() returns trigger language plpgsql as $$
begin
  if not exists (select from incidents.plan_version v where v.id = new.version_id and v.state = 'DRAFT') then
    raise exception 'only a draft is written' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_rewriting_section before update on incidents.plan_section
  for each row execute function incidents.refuse_rewriting_section();
