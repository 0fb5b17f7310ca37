-- Looks at the log every two weeks (R-50): what there was, in numbers, and who looked. Added to, never changed.
create table audit.log_review (
  seller_id uuid not null references access.seller,
  id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  figures jsonb not null,
  words text not null check (length(words) between 1 and 500),
  signed_by uuid not null,
  signed_at timestamptz not null,
  primary key (seller_id, id)
);
comment on table audit.log_review is 'Reviews of the log: the span, counts by kind of entry, a sentence and a signature. Of the platform tenant.';
create index log_review_newest on audit.log_review (seller_id, until_at desc);
call access.wall('audit.log_review');
grant select, insert on audit.log_review to lockkeeper_portal;
create policy staff_by_staff on audit.log_review as restrictive to lockkeeper_portal
  using (seller_id <> '00000000-0000-0000-0000-000000000000'
    or coalesce(current_setting('app.acting', true), '') <> 'SELLER');

-- How often each action stands in the log, over all sellers: names of actions and counts.
create function audit.actions_between(from_id uuid, before_id uuid)
  returns table (action text, times bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select e.action, count(*) from audit.audit_event e
    where e.id >= from_id and e.id < before_id group by 1 order by 1;
  end;
alter function audit.actions_between(uuid, uuid) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function audit.actions_between(uuid, uuid) from public;
grant execute on function audit.actions_between(uuid, uuid) to lockkeeper_portal;
set role lockkeeper_owner;
