package org.lockkeeper.system;

import java.util.ArrayList;
import java.util.List;

/** Every row of every table of the running database, as text, one table at a time. */
final class Dump {

  private final Rows rows;

  Dump(Rows rows) {
    this.rows = rows;
  }

  private List<String> tables() {
    return rows
        .all(
            """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where (c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
                and n.nspname not like 'pg_toast%')
              or (n.nspname = 'pg_catalog'
                and c.relname in ('pg_largeobject', 'pg_statistic', 'pg_description', 'pg_proc'))
            order by 1
            """)
        .stream()
        .map(List::getFirst)
        .toList();
  }

  /** Where the words stand; empty if they are nowhere. */
  List<String> find(Needles needles) {
    List<String> found = new ArrayList<>();
    for (String table : tables()) {
      for (List<String> row : rows.all("select t::text from " + table + " t")) {
        found.addAll(needles.in(table, row.getFirst()));
      }
    }
    return List.copyOf(found.stream().distinct().toList());
  }
}
