create table audit.audit_event (
  seller_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  object text not null,
  facts jsonb not null,
  written_by xid8 not null default pg_current_xact_id(),
  primary key (seller_id, id)
);
comment on table audit.audit_event is 'Append-only. Ids, field names and reasons; never personal data, never a secret.';
create index audit_event_object on audit.audit_event (seller_id, object, id);
call access.wall('audit.audit_event');
-- Nobody who can sign in may change or remove a line, not even by mistake.
grant select, insert on audit.audit_event to lockkeeper_portal;
grant select on audit.audit_event to lockkeeper_auditor;
create policy for_auditors on audit.audit_event for select to lockkeeper_auditor using (true);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger append_only before update or delete or truncate on audit.audit_event
  for each statement execute function audit.refuse_change();
