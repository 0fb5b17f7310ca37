-- Which lines of the erasure ledger (outside the database) this database knows. No seller, no order: a line's number and hash.
create table retention.ledger_mark (
  position bigint primary key check (position > 0),
  entry uuid not null unique,
  line_hash text not null check (line_hash ~ '^[0-9a-f]{64}$'),
  marked_at timestamptz not null
);
grant select, insert on retention.ledger_mark to lockkeeper_portal;
