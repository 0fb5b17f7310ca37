-- How far an account is, when it ends by itself, and the one person behind two identities.
alter table access.account
  add column status text not null default 'ACTIVE' check (status in ('INVITED', 'ACTIVE', 'SUSPENDED', 'LEFT')),
  add column ends_at timestamptz,
  add column person uuid;
alter table access.account no force row level security;
update access.account set status = 'SUSPENDED' where disabled;
update access.account set ends_at = created_at + interval '90 days' where role = 'AUDITOR';
update access.account set person = id;
alter table access.account force row level security;
alter table access.account alter column person set not null;
create function access.is_a_person() returns trigger language plpgsql as $$
begin
  new.person := coalesce(new.person, new.id);
  return new;
end
$$;
create trigger is_a_person before insert on access.account for each row execute function access.is_a_person();
-- Only who is active comes in: the one word that every check asks for stays "disabled".
alter table access.account add constraint account_enabled check (disabled or status = 'ACTIVE');
alter table access.account add constraint account_of_auditor_ends check (role <> 'AUDITOR' or ends_at is not null);
-- One person has at most one identity of each role.
create unique index account_identity on access.account (seller_id, person, role) where status <> 'LEFT';
comment on column access.account.person is 'The same for the identities of one person, such as one for support and one for administration.';

-- For which sellers one of ours works: ids and dates only.
grant select (id, granted_by, since, ends_at) on access.assignment to lockkeeper_counter;
create function access.sellers_of(person uuid, at timestamptz) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select s.seller_id from access.assignment s
    where s.staff = person and s.ended_at is null and s.since <= at and s.ends_at > at order by 1;
  end;
alter function access.sellers_of(uuid, timestamptz) owner to lockkeeper_counter;
create function access.open_assignments(person uuid, lim integer)
  returns table (seller_id uuid, id uuid, staff uuid, granted_by uuid, since timestamptz, ends_at timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select s.seller_id, s.id, s.staff, s.granted_by, s.since, s.ends_at from access.assignment s
    where s.ended_at is null and (person is null or s.staff = person) order by s.ends_at, s.id limit lim;
  end;
alter function access.open_assignments(uuid, integer) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.sellers_of(uuid, timestamptz) from public;
revoke execute on function access.open_assignments(uuid, integer) from public;
grant execute on function access.sellers_of(uuid, timestamptz) to lockkeeper_portal;
grant execute on function access.open_assignments(uuid, integer) to lockkeeper_portal;
set role lockkeeper_owner;

-- When a person last did something for a seller: read from the log, which has few lines by persons.
create index audit_event_person on audit.audit_event (seller_id, actor, at) where actor like 'person:%';
