-- Settings that people change while the product runs: proposed by one, decided by another, never rewritten.
create table audit.setting_change (
  seller_id uuid not null references access.seller,
  id uuid not null,
  setting text not null check (setting ~ '^[A-Z_]{3,40}$'),
  was text check (length(was) <= 300),
  chosen text check (length(chosen) <= 300),
  why text not null check (length(why) between 1 and 300),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('PROPOSED', 'IN_FORCE', 'REFUSED', 'WITHDRAWN')),
  decided_by uuid,
  decided_at timestamptz check ((decided_at is null) = (state = 'PROPOSED')),
  primary key (seller_id, id),
  check ((decided_by is null) = (decided_at is null)),
  check (state <> 'IN_FORCE' or decided_by <> proposed_by)
);
comment on table audit.setting_change is 'Changes of settings: what was, what was chosen (null: as the policy says), by whom and who agreed. Of the platform tenant.';
create unique index setting_change_open on audit.setting_change (seller_id, setting) where state = 'PROPOSED';
create index setting_change_newest on audit.setting_change (seller_id, setting, decided_at desc) where state = 'IN_FORCE';
call access.wall('audit.setting_change');
grant select, insert, update (state, decided_by, decided_at) on audit.setting_change to lockkeeper_portal;
create policy staff_by_staff on audit.setting_change as restrictive to lockkeeper_portal
  using (seller_id <> '00000000-0000-0000-0000-000000000000'
    or coalesce(current_setting('app.acting', true), '') <> 'SELLER');
create function audit.refuse_rewriting_setting() returns trigger language plpgsql as $$
begin
  if old.state <> 'PROPOSED' then
    raise exception 'what was decided is not rewritten' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger refuse_rewriting_setting before update on audit.setting_change
  for each row execute function audit.refuse_rewriting_setting();

-- What is in force now, for work under any seller: no ids and nothing of a person.
grant select (seller_id, setting, chosen, state, decided_at, id) on audit.setting_change to lockkeeper_counter;
create policy for_counting on audit.setting_change for select to lockkeeper_counter using (true);
create function audit.settings_now() returns table (setting text, chosen text)
  language sql stable security definer set search_path = ''
  begin atomic
    select distinct on (s.setting) s.setting, s.chosen from audit.setting_change s
    where s.state = 'IN_FORCE' order by s.setting, s.decided_at desc, s.id desc;
  end;
alter function audit.settings_now() owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function audit.settings_now() from public;
grant execute on function audit.settings_now() to lockkeeper_portal;
set role lockkeeper_owner;
