-- The quarterly test of whether the contact and the deputy can be reached out of office hours (R-27).
create table incidents.contact_test (
  id uuid primary key,
  state text not null check (state in ('PLANNED', 'CONTACT_ASKED', 'DEPUTY_ASKED', 'ANSWERED', 'SILENT')),
  planned_for timestamptz not null,
  begun_by text,
  contact uuid,
  deputy uuid check (deputy <> contact),
  contact_code bytea check (length(contact_code) = 32),
  deputy_code bytea check (length(deputy_code) = 32),
  contact_asked_at timestamptz,
  deputy_asked_at timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  ended_at timestamptz,
  check ((state = 'PLANNED') = (contact_asked_at is null)),
  check ((state in ('ANSWERED', 'SILENT')) = (ended_at is not null)),
  check ((state = 'ANSWERED') = (answered_at is not null)),
  check ((answered_by is null) = (answered_at is null))
);
comment on table incidents.contact_test is 'Tests of whether contact and deputy are reached. Codes are digests of what was mailed.';
create unique index contact_test_open on incidents.contact_test ((true))
  where state in ('PLANNED', 'CONTACT_ASKED', 'DEPUTY_ASKED');
create index contact_test_ended on incidents.contact_test (ended_at desc);
call incidents.wall('incidents.contact_test');
grant select, insert, update (state, planned_for, begun_by, contact, deputy, contact_code, deputy_code, contact_asked_at,
  deputy_asked_at, answered_at, answered_by, ended_at) on incidents.contact_test to lockkeeper_portal;
create function incidents.refuse_rewriting_test() returns trigger language plpgsql as $$
begin
  if old.state in ('ANSWERED', 'SILENT')
     or (old.contact_asked_at is not null and new.contact_asked_at is distinct from old.contact_asked_at)
     or (old.deputy_asked_at is not null and new.deputy_asked_at is distinct from old.deputy_asked_at) then
    raise exception 'what came of a test is not rewritten' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_rewriting_test before update on incidents.contact_test
  for each row execute function incidents.refuse_rewriting_test();
