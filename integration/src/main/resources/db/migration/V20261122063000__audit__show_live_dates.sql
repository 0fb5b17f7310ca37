-- What is open, overdue and due next over all sellers, for the wall of clocks: counts and dates, no ids.
grant select (stage, due_by) on retention.deletion_case to lockkeeper_counter;
grant select (due_by, answered_at) on retention.data_request to lockkeeper_counter;
create function retention.open_cases(as_of timestamptz)
  returns table (open_now bigint, overdue bigint, next_due timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*), count(*) filter (where c.due_by <= as_of), min(c.due_by)
    from retention.deletion_case c where c.stage in ('PROPOSED', 'COOLING_OFF', 'OPEN', 'ERASING');
  end;
create function retention.open_requests(as_of timestamptz)
  returns table (open_now bigint, overdue bigint, next_due timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*), count(*) filter (where r.due_by <= as_of), min(r.due_by)
    from retention.data_request r where r.answered_at is null;
  end;
create function retention.next_end() returns timestamptz
  language sql stable security definer set search_path = ''
  begin atomic
    select min(b.ends_at) from retention.buyer_retention b where b.ended_at is null;
  end;
create function credentials.open_consents(as_of timestamptz)
  returns table (open_now bigint, overdue bigint, next_due timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select count(*), count(*) filter (where g.consent_until <= as_of), min(g.consent_until)
    from credentials.grant_of_seller g
    where g.standing in ('ACTIVE', 'PAUSED') and g.consent_until is not null;
  end;
create policy for_counting on retention.data_request for select to lockkeeper_counter using (true);
alter function retention.open_cases(timestamptz) owner to lockkeeper_counter;
alter function retention.open_requests(timestamptz) owner to lockkeeper_counter;
alter function retention.next_end() owner to lockkeeper_counter;
alter function credentials.open_consents(timestamptz) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function retention.open_cases(timestamptz), retention.open_requests(timestamptz), retention.next_end(),
  credentials.open_consents(timestamptz) from public;
grant execute on function retention.open_cases(timestamptz), retention.open_requests(timestamptz), retention.next_end(),
  credentials.open_consents(timestamptz) to lockkeeper_portal;
set role lockkeeper_owner;
