-- What proofs count over all sellers: counts, and nothing else.
grant select (account, level) on access.session to lockkeeper_counter;
grant select (seller_id, account) on access.factor to lockkeeper_counter;
create policy for_counting on access.factor for select to lockkeeper_counter using (true);
grant select (seller_id, account_id) on access.issuer_identity to lockkeeper_counter;
create policy for_counting on access.issuer_identity for select to lockkeeper_counter using (true);
grant select (seller_id, id, issued_at) on retention.certificate to lockkeeper_counter;
create policy for_counting on retention.certificate for select to lockkeeper_counter using (true);
grant select (seller_id, certificate_id) on retention.certificate_issue to lockkeeper_counter;
create policy for_counting on retention.certificate_issue for select to lockkeeper_counter using (true);
grant select (due_by, answered_at) on retention.data_request to lockkeeper_counter;

create function audit.figures_for_proofs(as_of timestamptz) returns table (figure text, n bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    with active as (
      select a.seller_id, a.id from access.account a
      where not a.disabled and a.status = 'ACTIVE' and coalesce(a.ends_at > as_of, true)
    ), factored as (
      select distinct f.seller_id, f.account from access.factor f
      union
      select i.seller_id, i.account_id from access.issuer_identity i
    )
    select 'ACCOUNTS', count(*) from active
    union all
    select 'WITH_FACTOR', count(*) from active a
      join factored f on f.seller_id = a.seller_id and f.account = a.id
    union all
    select 'LET_IN_WITHOUT', count(*) from active a
      where not exists (select from factored f where f.seller_id = a.seller_id and f.account = a.id)
        and exists (select from access.session s
          where s.seller_id = a.seller_id and s.account = a.id and s.level = 'FULL')
    union all
    select 'SHARED_LOGINS', count(*) from (select where not exists (
      select from pg_catalog.pg_index i where i.indexrelid = pg_catalog.to_regclass('access.account_login')
        and i.indisunique and i.indisvalid and i.indpred is null)) nothing_forbids_it
    union all
    select 'DELETION_CASES', count(*) from retention.deletion_case
    union all
    select 'DELETION_CASES_OPEN', count(*) from retention.deletion_case c
      where c.stage in ('PROPOSED', 'COOLING_OFF', 'OPEN', 'ERASING')
    union all
    select 'DELETION_CASES_LATE', count(*) from retention.deletion_case c
      where c.stage in ('PROPOSED', 'COOLING_OFF', 'OPEN', 'ERASING') and c.due_by < as_of
    union all
    select 'CERTIFICATES', count(*) from retention.certificate
    union all
    select 'CERTIFICATES_UNSIGNED', count(*) from retention.certificate c
      where c.issued_at < as_of - interval '1 hour'
        and not exists (select from retention.certificate_issue i
          where i.seller_id = c.seller_id and i.certificate_id = c.id)
    union all
    select 'BUYER_REQUESTS', count(*) from retention.data_request
    union all
    select 'BUYER_REQUESTS_OPEN', count(*) from retention.data_request r where r.answered_at is null
    union all
    select 'BUYER_REQUESTS_LATE', count(*) from retention.data_request r
      where r.answered_at is null and r.due_by < as_of;
  end;
alter function audit.figures_for_proofs(timestamptz) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function audit.figures_for_proofs(timestamptz) from public;
grant execute on function audit.figures_for_proofs(timestamptz) to lockkeeper_portal;
set role lockkeeper_owner;
