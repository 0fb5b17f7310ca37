package org.lockkeeper.compliance.disposal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lockkeeper.retention.StoreCatalogue;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** The stores of all holders, in their turn. */
@ApplicationScoped
public class AllStores implements StoreCatalogue {

  private final List<Stores> holders;

  @Inject
  AllStores(@Any Instance<Stores> holders) {
    this(holders.stream());
  }

  public AllStores(Stream<? extends Stores> holders) {
    this.holders = holders.<Stores>map(h -> h).sorted(Comparator.comparing(Stores::turn)).toList();
  }

  @Override
  public List<StoreEraser> erasers() {
    return holders.stream().flatMap(holder -> holder.erasers().stream()).toList();
  }

  @Override
  public List<StoreKeeper> keepers() {
    return holders.stream().flatMap(holder -> holder.keepers().stream()).toList();
  }
}
