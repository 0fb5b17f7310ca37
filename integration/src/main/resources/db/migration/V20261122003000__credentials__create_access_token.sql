-- How far the renewing of each connection's tokens is, and the newest access token, closed, for all nodes.
create table credentials.access_token (
  seller_id uuid not null,
  connection_id uuid not null,
  version integer not null,
  closed text,
  closed_version integer,
  until timestamptz,
  renew_at timestamptz,
  lasting_print text check (lasting_print ~ '^[0-9a-f]{64}$'),
  begun_at timestamptz,
  lost integer not null,
  doubtful boolean not null,
  failures integer not null,
  next_try_at timestamptz,
  renewed_at timestamptz,
  primary key (seller_id, connection_id),
  foreign key (seller_id, connection_id) references credentials.grant_of_seller,
  check ((closed is null) = (until is null) and (closed is null) = (closed_version is null))
);
comment on column credentials.access_token.closed is 'AES-256-GCM under a key that is not in the database.';
comment on column credentials.access_token.begun_at is 'Set before the platform is called, until its answer is stored.';
create index access_token_due on credentials.access_token (renew_at);
call access.wall('credentials.access_token');
grant select, insert, update, delete on credentials.access_token to lockkeeper_portal;

-- Which connections are to be renewed: ids only, of each seller the most urgent first.
grant usage, create on schema credentials to lockkeeper_counter;
grant select (seller_id, id, token_style, standing) on credentials.grant_of_seller to lockkeeper_counter;
grant select (seller_id, connection_id, renew_at, next_try_at) on credentials.access_token to lockkeeper_counter;
create policy for_counting on credentials.access_token for select to lockkeeper_counter using (true);
create function credentials.renewals_due(as_of timestamptz, most integer)
  returns table (seller_id uuid, connection_id uuid)
  language sql stable security definer set search_path = ''
  begin atomic
    select due.seller_id, due.id from (
      select g.seller_id, g.id, coalesce(t.renew_at, '-infinity') as at,
        row_number() over (partition by g.seller_id order by coalesce(t.renew_at, '-infinity'), g.id) as turn
      from credentials.grant_of_seller g
      left join credentials.access_token t on t.seller_id = g.seller_id and t.connection_id = g.id
      where g.token_style = 'REPLACED' and g.standing in ('ACTIVE', 'PAUSED')
        and coalesce(t.renew_at, '-infinity') <= as_of
        and coalesce(t.next_try_at, '-infinity') <= as_of
    ) due order by due.turn, due.at limit most;
  end;
alter function credentials.renewals_due(timestamptz, integer) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function credentials.renewals_due(timestamptz, integer) from public;
grant execute on function credentials.renewals_due(timestamptz, integer) to lockkeeper_portal;
set role lockkeeper_owner;
