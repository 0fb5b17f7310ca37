-- Out of which budget an operation is taken at a host, as of its last call; none if nobody counts it.
alter table audit.call_destination add column budget text;
grant update (budget) on audit.call_destination to lockkeeper_portal;
