-- Work for a person of a seller never touches what watches people, nor alerts, nor our duties; work for nobody (the
-- watch itself) and for our own people does.
do $$
declare
  of_ours regclass;
begin
  foreach of_ours in array array['audit.watch_cursor', 'audit.watch_subject', 'audit.watch_count', 'audit.watch_seen',
    'audit.watch_drain', 'audit.alert', 'audit.clock_mark']::regclass[]
  loop
    execute format(
      'create policy staff_by_staff on %s as restrictive to lockkeeper_portal
         using (seller_id <> ''00000000-0000-0000-0000-000000000000''
           or coalesce(current_setting(''app.acting'', true), '''') <> ''SELLER'')',
      of_ours);
  end loop;
end
$$;
