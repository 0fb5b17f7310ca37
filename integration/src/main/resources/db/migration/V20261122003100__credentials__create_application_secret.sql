-- Our own applications at the platforms: how far the replacing of each one's secret is. Of the platform tenant.
create table credentials.application_secret (
  seller_id uuid not null references access.seller,
  platform text not null,
  state text not null check (state in ('IDLE', 'REQUESTED', 'TRIAL', 'OVERLAP')),
  since timestamptz,
  previous_until timestamptz,
  former_until timestamptz,
  new_until timestamptz,
  revision integer not null,
  written_at timestamptz,
  ends_at timestamptz,
  trouble text,
  trouble_at timestamptz,
  primary key (seller_id, platform),
  check ((state = 'IDLE') = (since is null)),
  check ((trouble is null) = (trouble_at is null))
);
call access.wall('credentials.application_secret');
grant select, insert, update on credentials.application_secret to lockkeeper_portal;

create table credentials.application_secret_arrival (
  seller_id uuid not null references access.seller,
  platform text not null,
  print text not null check (print ~ '^[0-9a-f]{64}$'),
  at timestamptz not null,
  primary key (seller_id, platform, print)
);
comment on table credentials.application_secret_arrival is 'Digests of new application secrets that were sent to us, so that none is taken in twice.';
call access.wall('credentials.application_secret_arrival');
grant select, insert on credentials.application_secret_arrival to lockkeeper_portal;
