-- A seller who is found to be concerned after the others were told is owed a notice of its own (R-31): the same kind of
-- duty, about one seller, counted from when it was found.
alter table incidents.duty
  add column late_seller uuid not null default '00000000-0000-0000-0000-000000000000',
  add column since_seconds bigint not null default 0 check (since_seconds >= 0),
  add check (span_seconds > since_seconds),
  add check (late_seller = '00000000-0000-0000-0000-000000000000' or party = 'SELLERS'),
  add check (since_seconds = 0 or late_seller <> '00000000-0000-0000-0000-000000000000'),
  drop constraint duty_pkey,
  add primary key (incident_id, party, late_seller);
comment on column incidents.duty.late_seller is 'The one seller it is about; zeros if it is about the whole party.';
comment on column incidents.duty.since_seconds is 'How much had passed since detection when it came up. Never changes.';

create or replace function incidents.refuse_relief() returns trigger language plpgsql as $$
begin
  if (new.incident_id, new.party, new.late_seller, new.since_seconds)
      is distinct from (old.incident_id, old.party, old.late_seller, old.since_seconds)
     or new.span_seconds > old.span_seconds
     or (old.missed_at is not null and new.missed_at is distinct from old.missed_at)
     or (old.standing = 'MET' and (new.standing, new.standing_at, new.proof)
         is distinct from (old.standing, old.standing_at, old.proof)) then
    raise exception 'a duty gets no more time' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

-- Nobody is found later than now: what has passed of the incident is stored before its duties.
create function incidents.refuse_finding_ahead() returns trigger language plpgsql as $$
begin
  if new.since_seconds > 0 and not exists (
      select from incidents.incident i where i.id = new.incident_id and i.elapsed_us >= new.since_seconds * 1000000) then
    raise exception 'a duty does not begin ahead of time' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_finding_ahead before insert on incidents.duty
  for each row execute function incidents.refuse_finding_ahead();
