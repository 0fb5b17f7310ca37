-- What is entered about controls, and the packs that are made of them. Of the platform tenant; no buyer, no seller's data.

-- What is done about a proof that does not hold. The newest counts; nothing is changed.
create table audit.gap_plan (
  seller_id uuid not null references access.seller,
  id uuid not null,
  proof text not null check (proof ~ '^[a-z-]{3,60}$'),
  held_by text not null check (held_by in ('SECURITY', 'ENGINEERING', 'OPERATIONS', 'MANAGEMENT')),
  due_on date not null,
  plan text not null check (length(plan) between 1 and 160),
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (seller_id, id)
);
comment on table audit.gap_plan is 'Plans for proofs that do not hold: who answers, by when, what is done. Texts are refused if they look personal.';
create index gap_plan_newest on audit.gap_plan (seller_id, proof, entered_at desc);
call access.wall('audit.gap_plan');
grant select, insert on audit.gap_plan to lockkeeper_portal;

-- What a person showed because the product cannot see it.
create table audit.attestation (
  seller_id uuid not null references access.seller,
  id uuid not null,
  proof text not null check (proof ~ '^attested-[a-z-]{3,50}$'),
  shown_on date not null,
  kept_at text not null check (length(kept_at) between 1 and 120),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (seller_id, id)
);
comment on table audit.attestation is 'What people showed: the day, where it is kept, and the digest of the file. Texts are refused if they look personal.';
create index attestation_newest on audit.attestation (seller_id, proof, shown_on desc, entered_at desc);
call access.wall('audit.attestation');
grant select, insert on audit.attestation to lockkeeper_portal;

create table audit.evidence_pack (
  seller_id uuid not null references access.seller,
  id uuid not null,
  number integer not null check (number > 0),
  edition date not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  state text not null check (state in ('MAKING', 'READY', 'FAILED')),
  done integer not null check (done >= 0),
  total integer not null check (total >= 0),
  made_at timestamptz,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  yes_count integer,
  no_count integer,
  open_tasks integer,
  key_id text,
  jwk text,
  answers bytea,
  content bytea,
  primary key (seller_id, id),
  unique (seller_id, number),
  check ((state = 'READY') = (content is not null)),
  check ((content is null) = (made_at is null) and (content is null) = (sha256 is null)
    and (content is null) = (yes_count is null) and (content is null) = (no_count is null)
    and (content is null) = (open_tasks is null) and (content is null) = (key_id is null)
    and (content is null) = (jwk is null) and (content is null) = (answers is null))
);
comment on table audit.evidence_pack is 'Packs of answers and proofs, as files that were signed. What is ready never changes.';
-- One at a time.
create unique index evidence_pack_making on audit.evidence_pack (seller_id) where state = 'MAKING';
create function audit.pack_stays() returns trigger language plpgsql as $$
begin
  if old.state <> 'MAKING' then
    raise exception 'an evidence pack that is done never changes' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger pack_stays before update on audit.evidence_pack for each row execute function audit.pack_stays();
call access.wall('audit.evidence_pack');
grant select, insert, update (state, done, made_at, sha256, yes_count, no_count, open_tasks, key_id, jwk, answers, content)
  on audit.evidence_pack to lockkeeper_portal;

-- Questionnaires that were asked; each has to be answered by its day.
create table audit.questionnaire (
  seller_id uuid not null references access.seller,
  id uuid not null,
  asked_by text not null check (asked_by in ('AMAZON', 'SHOPIFY', 'TIKTOK_SHOP', 'OTHER')),
  reference text not null check (length(reference) between 1 and 80),
  asked_on date not null,
  due_on date not null check (due_on >= asked_on),
  entered_by uuid not null,
  entered_at timestamptz not null,
  answered_on date,
  pack integer,
  primary key (seller_id, id),
  foreign key (seller_id, pack) references audit.evidence_pack (seller_id, number),
  check ((answered_on is null) = (pack is null))
);
comment on table audit.questionnaire is 'Who asked, by which reference, and when the reply is due. Texts are refused if they look personal.';
call access.wall('audit.questionnaire');
grant select, insert, update (answered_on, pack) on audit.questionnaire to lockkeeper_portal;

do $$
declare
  of_ours regclass;
begin
  foreach of_ours in array array['audit.gap_plan', 'audit.attestation', 'audit.evidence_pack',
    'audit.questionnaire']::regclass[]
  loop
    execute format(
      'create policy staff_by_staff on %s as restrictive to lockkeeper_portal
         using (seller_id <> ''00000000-0000-0000-0000-000000000000''
           or coalesce(current_setting(''app.acting'', true), '''') <> ''SELLER'')',
      of_ours);
  end loop;
end
$$;
