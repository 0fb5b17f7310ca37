package org.lockkeeper.compliance.exports;

import java.util.ArrayList;
import java.util.List;
import org.lockkeeper.orders.OrderBoard;

/** The names of what narrows a list, without what it is narrowed to. */
final class Selections {

  private Selections() {}

  static List<String> narrowed(Export.Selection what) {
    OrderBoard.Filter filter = what.filter();
    List<String> names = new ArrayList<>();
    filter.text().ifPresent(typed -> names.add("typed"));
    if (!filter.statuses().isEmpty()) {
      names.add("status");
    }
    filter.channel().ifPresent(only -> names.add("channel"));
    if (filter.troubled()) {
      names.add("troubled");
    }
    filter.cause().ifPresent(why -> names.add("cause"));
    filter.stripped().ifPresent(gone -> names.add("buyer"));
    filter.receivedFrom().ifPresent(from -> names.add("received"));
    return names;
  }
}
