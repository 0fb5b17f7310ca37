-- Everybody who wrote on a version of the plan (R-24, R-25): none of them approves it, not only who wrote last.
create table incidents.plan_writer (
  version_id uuid not null references incidents.plan_version,
  account_id uuid not null,
  primary key (version_id, account_id)
);
comment on table incidents.plan_writer is 'Who wrote any part of a version of the plan; who wrote last stands in incidents.plan_version too.';
call incidents.wall('incidents.plan_writer');
grant select, insert on incidents.plan_writer to lockkeeper_portal;

create function incidents.refuse_approving_own_plan() returns trigger language plpgsql as $$
begin
  if new.state = 'IN_FORCE' and exists (
      select from incidents.plan_writer w where w.version_id = new.id and w.account_id = new.decided_by) then
    raise exception 'who wrote it does not approve it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_approving_own_plan before update on incidents.plan_version
  for each row execute function incidents.refuse_approving_own_plan();
