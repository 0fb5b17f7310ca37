-- More roles than two, and who of ours works for which seller.
alter table access.account drop constraint account_role_check;
alter table access.account add constraint account_role_check
  check (role in ('SELLER_OWNER', 'SELLER_OPERATIONS', 'SELLER_VIEWER', 'SUPPORT', 'ADMIN', 'AUDITOR'));
alter table access.account add constraint account_role_of_whom
  check ((seller_id = '00000000-0000-0000-0000-000000000000') = (role in ('SUPPORT', 'ADMIN', 'AUDITOR')));

create table access.assignment (
  seller_id uuid not null references access.seller,
  id uuid not null,
  staff uuid not null,
  reason text not null check (length(reason) between 3 and 300),
  granted_by uuid not null,
  since timestamptz not null,
  ends_at timestamptz not null check (ends_at > since),
  ended_at timestamptz,
  primary key (seller_id, id)
);
comment on table access.assignment is 'Which of our people works for which seller, and until when (R-06, R-13).';
create unique index assignment_open on access.assignment (seller_id, staff) where ended_at is null;
create index assignment_of_staff on access.assignment (staff) where ended_at is null;
call access.wall('access.assignment');
grant select, insert, update on access.assignment to lockkeeper_portal;

-- For whom a person may work: the own seller, an assigned one, all for who runs or reads the promises. The tenant of
-- a transaction that serves a person is what this answers; no seller, no rows.
grant select (id, role, disabled) on access.account to lockkeeper_counter;
grant select (seller_id) on access.account to lockkeeper_counter;
create policy for_counting on access.account for select to lockkeeper_counter using (true);
grant select (seller_id, staff, ended_at) on access.assignment to lockkeeper_counter;
create policy for_counting on access.assignment for select to lockkeeper_counter using (true);
create function access.seller_for(seller uuid, person uuid) returns text
  language sql stable security definer set search_path = ''
  begin atomic
    select case when exists (
          select from access.account a
          where a.id = person and not a.disabled
            and (a.seller_id = seller
              or seller = '00000000-0000-0000-0000-000000000000'
              or (a.seller_id = '00000000-0000-0000-0000-000000000000' and a.role in ('ADMIN', 'AUDITOR'))
              or (a.role = 'SUPPORT' and exists (
                select from access.assignment s
                where s.staff = a.id and s.seller_id = seller and s.ended_at is null))))
      then seller::text else '' end;
  end;
alter function access.seller_for(uuid, uuid) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function access.seller_for(uuid, uuid) from public;
grant execute on function access.seller_for(uuid, uuid) to lockkeeper_portal;
set role lockkeeper_owner;
