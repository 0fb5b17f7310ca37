-- Incidents: the platform's own, of no seller. Their rows are seen by work that is done for the platform alone: a
-- transaction that is bound to a seller finds none. What a seller is told stands under that seller.
create schema incidents;
grant usage on schema incidents to lockkeeper_portal;
grant usage, create on schema incidents to lockkeeper_counter, lockkeeper_disposer;

-- Puts a table of the platform behind its wall.
create procedure incidents.wall(of_platform regclass)
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', of_platform);
  execute format('alter table %s force row level security', of_platform);
  execute format(
    'create policy of_the_platform on %s to lockkeeper_portal
       using ((select access.current_seller()) = ''00000000-0000-0000-0000-000000000000'')
       with check ((select access.current_seller()) = ''00000000-0000-0000-0000-000000000000'')',
    of_platform);
end
$$;

create table incidents.incident (
  id uuid primary key,
  source text not null unique,
  nature text not null check (nature in ('REAL', 'DRILL')),
  reported_by text not null,
  concerns uuid,
  what text not null check (length(what) between 1 and 1000),
  edition date not null,
  kind text not null,
  severity text not null check (severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
  phase text not null check (phase in ('DETECTED', 'CONTAINED', 'ERADICATED', 'RECOVERED', 'CLOSED')),
  phase_since timestamptz not null,
  contained_at timestamptz,
  eradicated_at timestamptz,
  recovered_at timestamptz,
  closed_at timestamptz check ((closed_at is null) = (phase <> 'CLOSED')),
  detected_product timestamptz not null,
  detected_at timestamptz not null,
  seen_product timestamptz not null,
  seen_database timestamptz not null,
  elapsed_us bigint not null check (elapsed_us >= 0),
  reportable_at timestamptz,
  cause_category text,
  cause text,
  cause_by uuid,
  cause_at timestamptz,
  review_impact text,
  review_remediation text,
  review_lessons text,
  review_plan text,
  review_by uuid,
  review_at timestamptz,
  check ((cause is null) = (cause_category is null) and (cause is null) = (cause_by is null)
    and (cause is null) = (cause_at is null)),
  check ((review_at is null) = (review_impact is null) and (review_at is null) = (review_remediation is null)
    and (review_at is null) = (review_lessons is null) and (review_at is null) = (review_plan is null))
);
comment on table incidents.incident is 'What went wrong with security. Words of people who were asked to name no buyer, ids and dates.';
comment on column incidents.incident.detected_at is 'When the product was told, by the database''s clock. Never changes (R-26).';
comment on column incidents.incident.elapsed_us is 'How much of the time to tell others has passed, in microseconds. Only grows.';
create index incident_open on incidents.incident (detected_at) where closed_at is null;
call incidents.wall('incidents.incident');
grant select, insert, update on incidents.incident to lockkeeper_portal;

-- The clock starts when the database says so, and never goes back, whoever asks.
create function incidents.refuse_turning_back() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.detected_at not between clock_timestamp() - interval '5 minutes' and clock_timestamp() then
      raise exception 'an incident is detected now' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.id, new.source, new.nature, new.reported_by, new.what, new.detected_at, new.detected_product)
      is distinct from
     (old.id, old.source, old.nature, old.reported_by, old.what, old.detected_at, old.detected_product)
     or new.concerns is distinct from old.concerns
     or new.elapsed_us < old.elapsed_us
     or (old.reportable_at is not null and new.reportable_at is distinct from old.reportable_at)
     or old.closed_at is not null
     or array_position(array['DETECTED', 'CONTAINED', 'ERADICATED', 'RECOVERED', 'CLOSED'], new.phase)
        < array_position(array['DETECTED', 'CONTAINED', 'ERADICATED', 'RECOVERED', 'CLOSED'], old.phase) then
    raise exception 'the clock of an incident is not turned back' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_turning_back before insert or update on incidents.incident
  for each row execute function incidents.refuse_turning_back();

create table incidents.duty (
  incident_id uuid not null references incidents.incident,
  party text not null,
  span_seconds bigint not null check (span_seconds > 0),
  standing text not null check (standing in ('OWED', 'EXCUSED', 'MET')),
  standing_at timestamptz check ((standing_at is null) = (standing = 'OWED')),
  proof text check ((proof is null) = (standing <> 'MET')),
  missed_at timestamptz,
  primary key (incident_id, party)
);
comment on table incidents.duty is 'Who has to be told within which span of detection. A span never gets longer, a duty never goes (R-26).';
call incidents.wall('incidents.duty');
grant select, insert, update on incidents.duty to lockkeeper_portal;
create function incidents.refuse_relief() returns trigger language plpgsql as $$
begin
  if (new.incident_id, new.party) is distinct from (old.incident_id, old.party)
     or new.span_seconds > old.span_seconds
     or (old.missed_at is not null and new.missed_at is distinct from old.missed_at)
     or (old.standing = 'MET' and (new.standing, new.standing_at, new.proof)
         is distinct from (old.standing, old.standing_at, old.proof)) then
    raise exception 'a duty gets no more time' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_relief before update on incidents.duty
  for each row execute function incidents.refuse_relief();

create table incidents.finding (
  incident_id uuid not null references incidents.incident,
  id uuid not null,
  place integer not null,
  party text not null,
  finding text not null check (finding in ('CONFIRMED', 'SUSPECTED', 'RULED_OUT')),
  reason text not null check (length(reason) between 1 and 1000),
  evidence uuid[] not null,
  found_by uuid not null,
  found_at timestamptz not null,
  signed_by uuid check (signed_by <> found_by),
  signed_at timestamptz check ((signed_at is null) = (signed_by is null)),
  primary key (incident_id, id),
  check (finding <> 'RULED_OUT' or cardinality(evidence) > 0)
);
comment on table incidents.finding is 'Whether a party''s data is concerned, with what shows it, and who agreed.';
call incidents.wall('incidents.finding');
grant select, insert, update (signed_by, signed_at) on incidents.finding to lockkeeper_portal;

create table incidents.role_holder (
  incident_id uuid not null references incidents.incident,
  role text not null check (role in ('COMMANDER', 'SCRIBE', 'CONTACT')),
  holder uuid not null,
  primary key (incident_id, role)
);
comment on table incidents.role_holder is 'Who commands, writes and speaks; hand-overs stand in the timeline.';
call incidents.wall('incidents.role_holder');
grant select, insert, update on incidents.role_holder to lockkeeper_portal;

create table incidents.step (
  incident_id uuid not null references incidents.incident,
  step text not null,
  state text not null check (state in ('OPEN', 'DONE', 'NOT_NEEDED')),
  checked_by uuid,
  checked_at timestamptz,
  note text check (length(note) <= 1000),
  primary key (incident_id, step),
  check ((state = 'OPEN') = (checked_by is null) and (state = 'OPEN') = (checked_at is null))
);
comment on table incidents.step is 'The checklist of the containment.';
call incidents.wall('incidents.step');
grant select, insert, update on incidents.step to lockkeeper_portal;

create table incidents.task (
  incident_id uuid not null references incidents.incident,
  id uuid not null,
  what text not null check (length(what) between 1 and 1000),
  owner uuid not null,
  due timestamptz not null,
  corrective boolean not null,
  done_at timestamptz,
  done_by uuid check ((done_by is null) = (done_at is null)),
  primary key (incident_id, id)
);
comment on table incidents.task is 'What has to be done before an incident is over.';
call incidents.wall('incidents.task');
grant select, insert, update (done_at, done_by) on incidents.task to lockkeeper_portal;

create table incidents.mark (
  incident_id uuid not null references incidents.incident,
  mark text not null,
  primary key (incident_id, mark)
);
comment on table incidents.mark is 'About which moments of the clock people were written to: each once, whichever node it was.';
call incidents.wall('incidents.mark');
grant select, insert on incidents.mark to lockkeeper_portal;

create table incidents.timeline (
  incident_id uuid not null references incidents.incident,
  place bigint generated always as identity,
  at timestamptz not null,
  actor text not null,
  word text not null,
  note text check (length(note) <= 4000),
  facts jsonb not null,
  primary key (incident_id, place)
);
comment on table incidents.timeline is 'What happened, as the system and people wrote it. Append-only.';
call incidents.wall('incidents.timeline');
grant select, insert on incidents.timeline to lockkeeper_portal;

create table incidents.evidence (
  incident_id uuid not null references incidents.incident,
  id uuid not null,
  place bigint generated always as identity,
  label text not null check (length(label) between 1 and 200),
  media_type text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null check (length(bytes) between 1 and 2000000),
  collected_by text not null,
  collected_at timestamptz not null,
  primary key (incident_id, id),
  check (sha256 = encode(sha256(bytes), 'hex'))
);
comment on table incidents.evidence is 'The locker: bytes with their digest. Append-only (R-28).';
call incidents.wall('incidents.evidence');
grant select, insert on incidents.evidence to lockkeeper_portal;

create table incidents.custody (
  incident_id uuid not null,
  evidence_id uuid not null,
  place bigint generated always as identity,
  from_whom text not null,
  to_whom text not null check (length(to_whom) between 1 and 200),
  why text not null check (length(why) between 1 and 200),
  at timestamptz not null,
  primary key (incident_id, evidence_id, place),
  foreign key (incident_id, evidence_id) references incidents.evidence
);
comment on table incidents.custody is 'Through whose hands each piece went. Append-only (R-28).';
call incidents.wall('incidents.custody');
grant select, insert on incidents.custody to lockkeeper_portal;

-- What is written to others and to our own people, with the proof that it left. One row is one mail: whatever node
-- sends it holds the row for the time that it takes.
create table incidents.letter (
  incident_id uuid not null references incidents.incident,
  id uuid not null,
  party text,
  mark text,
  account uuid,
  sent_to text,
  subject text not null check (length(subject) between 1 and 200),
  body text not null check (length(body) between 1 and 8000),
  state text not null check (state in ('DRAFT', 'READY', 'SENDING', 'SENT', 'DROPPED')),
  drafted_by text not null,
  drafted_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz check ((approved_at is null) = (approved_by is null)),
  tries integer not null default 0,
  next_try_at timestamptz,
  trouble text,
  held_until timestamptz,
  message_id text,
  sha256 text,
  answer text,
  sent_at timestamptz,
  primary key (incident_id, id),
  check ((party is null) <> (mark is null)),
  check ((mark is null) = (account is null)),
  check ((state = 'SENT') = (sent_at is not null) and (state = 'SENT') = (message_id is not null)
    and (state = 'SENT') = (sha256 is not null) and (state = 'SENT') = (answer is not null))
);
comment on table incidents.letter is 'Notices to parties and reminders to our own people: what was said, and the proof that it left.';
comment on column incidents.letter.sent_to is 'An address of a party. Our own people''s is read from their account when it is sent.';
create unique index letter_reminder_once on incidents.letter (incident_id, mark, account);
create unique index letter_party_once on incidents.letter (incident_id, party) where state <> 'DROPPED';
create index letter_waiting on incidents.letter (next_try_at) where state in ('READY', 'SENDING');
call incidents.wall('incidents.letter');
grant select, insert, update on incidents.letter to lockkeeper_portal;
create function incidents.refuse_rewriting_sent() returns trigger language plpgsql as $$
begin
  if old.state in ('SENT', 'DROPPED')
     or (new.incident_id, new.id, new.party, new.mark, new.account)
        is distinct from (old.incident_id, old.id, old.party, old.mark, old.account)
     or (old.approved_at is not null and (new.subject, new.body, new.sent_to)
        is distinct from (old.subject, old.body, old.sent_to)) then
    raise exception 'what was approved or sent is not rewritten' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_rewriting_sent before update on incidents.letter
  for each row execute function incidents.refuse_rewriting_sent();

-- Whom it concerns, as it was worked out from the logs.
create table incidents.affected (
  incident_id uuid not null references incidents.incident,
  affected_seller uuid not null,
  orders bigint not null check (orders >= 0),
  looks bigint not null check (looks >= 0),
  fields text not null,
  how text not null,
  counted_at timestamptz not null,
  told_at timestamptz,
  primary key (incident_id, affected_seller)
);
comment on table incidents.affected is 'Which sellers are concerned: how many orders and which fields. Counts and ids.';
call incidents.wall('incidents.affected');
grant select, insert, update on incidents.affected to lockkeeper_portal;

-- Who is to be reached at any hour, and whether they were (R-27). The newest row holds.
create table incidents.roster (
  id uuid primary key,
  contact uuid not null,
  deputy uuid not null check (deputy <> contact),
  chosen_by uuid not null,
  chosen_at timestamptz not null,
  tested_at timestamptz,
  answered_at timestamptz
);
comment on table incidents.roster is 'The named incident contact and deputy, and the quarterly test of whether they can be reached.';
call incidents.wall('incidents.roster');
grant select, insert, update (tested_at, answered_at) on incidents.roster to lockkeeper_portal;

-- What a seller is told, and when somebody of theirs read it (R-31).
create table incidents.seller_notice (
  seller_id uuid not null references access.seller,
  id uuid not null,
  incident_id uuid not null,
  drill boolean not null,
  subject text not null check (length(subject) between 1 and 200),
  body text not null check (length(body) between 1 and 8000),
  orders bigint not null,
  fields text not null,
  raised_at timestamptz not null,
  read_at timestamptz,
  read_by uuid check ((read_by is null) = (read_at is null)),
  primary key (seller_id, id),
  unique (seller_id, incident_id)
);
comment on table incidents.seller_notice is 'What a seller was told of an incident, and the receipt of its reading.';
call access.wall('incidents.seller_notice');
grant select, insert, update (read_at, read_by) on incidents.seller_notice to lockkeeper_portal;

-- Lines are added and never changed.
create function incidents.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user = 'lockkeeper_disposer' then
    return old;
  end if;
  raise exception 'the record of an incident is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger append_only before update or delete on incidents.timeline
  for each row execute function incidents.refuse_change();
create trigger append_only before update or delete on incidents.evidence
  for each row execute function incidents.refuse_change();
create trigger append_only before update or delete on incidents.custody
  for each row execute function incidents.refuse_change();
create trigger append_only before update or delete on incidents.mark
  for each row execute function incidents.refuse_change();
create trigger stays before delete on incidents.incident
  for each row execute function incidents.refuse_change();
create trigger stays before delete on incidents.duty
  for each row execute function incidents.refuse_change();
create trigger stays before delete on incidents.letter
  for each row execute function incidents.refuse_change();

-- What somebody saw or changed over all sellers, from the audit log: ids of sellers, names of fields and counts.
grant select (facts) on audit.audit_event to lockkeeper_counter;
create function incidents.touched(of_actor text, from_id uuid, before_id uuid)
  returns table (touched_seller uuid, action text, fields text, objects bigint, times bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.seller_id, e.action, coalesce(e.facts ->> 'fields', e.facts ->> 'field', ''),
      count(distinct e.object), count(*)
    from audit.audit_event e
    where e.actor = of_actor and e.id >= from_id and e.id < before_id
    group by 1, 2, 3 order by 1, 2, 3 limit 10000;
  end;
create function incidents.orders_touched(of_actor text, from_id uuid, before_id uuid)
  returns table (touched_seller uuid, orders bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.seller_id, count(distinct e.object)
    from audit.audit_event e
    where e.actor = of_actor and e.id >= from_id and e.id < before_id and e.object like 'order:%'
    group by 1 order by 1;
  end;
alter function incidents.touched(text, uuid, uuid) owner to lockkeeper_counter;
alter function incidents.orders_touched(text, uuid, uuid) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function incidents.touched(text, uuid, uuid), incidents.orders_touched(text, uuid, uuid) from public;
grant execute on function incidents.touched(text, uuid, uuid), incidents.orders_touched(text, uuid, uuid)
  to lockkeeper_portal;
set role lockkeeper_owner;
