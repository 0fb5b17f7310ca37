-- What the operator's own intrusion detection said, line by line, as far as it names nobody. Of the platform.
create table incidents.intrusion_line (
  id uuid primary key,
  digest text not null unique check (length(digest) = 64),
  alert uuid not null,
  at timestamptz not null,
  rule text not null check (length(rule) between 1 and 80),
  severity text not null check (severity in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  network text not null check (length(network) between 3 and 64),
  text text not null check (length(text) <= 200),
  taken_by text not null,
  taken_at timestamptz not null
);
comment on table incidents.intrusion_line is 'Alerts of the operator''s intrusion detection: networks, no addresses; texts in which somebody might be named are left out.';
create index intrusion_line_of on incidents.intrusion_line (alert, at desc);
call incidents.wall('incidents.intrusion_line');
grant select, insert, delete on incidents.intrusion_line to lockkeeper_portal;
