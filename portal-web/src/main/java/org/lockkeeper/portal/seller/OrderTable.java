package org.lockkeeper.portal.seller;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.lockkeeper.orders.OrderBoard.Sort;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;
import org.primefaces.model.SortOrder;

/** The rows of the list as the table asks for them, one page at a time; lives for one request. */
final class OrderTable extends LazyDataModel<OrderRow> {

  private static final int MOST_ROWS = 100;

  private final transient Source source;

  OrderTable(Source source) {
    this.source = source;
  }

  /** Where the rows are. */
  interface Source {
    long count();

    List<OrderRow> page(Sort sort, boolean descending, long offset, int limit);

    Sort sort();

    boolean descending();
  }

  @Override
  public int count(Map<String, FilterMeta> filters) {
    return (int) Math.min(Integer.MAX_VALUE, source.count());
  }

  @Override
  public List<OrderRow> load(
      int first, int size, Map<String, SortMeta> sorts, Map<String, FilterMeta> filters) {
    int limit = Math.clamp(size, 1, MOST_ROWS);
    long offset = Math.max(0, first);
    return sorts.values().stream()
        .filter(sort -> sort.getOrder() != SortOrder.UNSORTED)
        .min(Comparator.comparingInt(SortMeta::getPriority))
        .map(
            sort ->
                source.page(
                    column(sort.getField()),
                    sort.getOrder() == SortOrder.DESCENDING,
                    offset,
                    limit))
        .orElseGet(() -> source.page(source.sort(), source.descending(), offset, limit));
  }

  /** The columns that can be sorted by; whatever else a request names sorts by arrival. */
  private static Sort column(String field) {
    return switch (field) {
      case "label" -> Sort.LABEL;
      case "placedAt" -> Sort.PLACED;
      default -> Sort.RECEIVED;
    };
  }

  @Override
  public String getRowKey(OrderRow row) {
    return row.path();
  }

  /** Nothing is ever picked by what a browser sends. */
  @Override
  public OrderRow getRowData(String key) {
    throw new UnsupportedOperationException("rows are opened by their address");
  }
}
