package org.lockkeeper.compliance.exports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** Exports in memory. */
final class MemoryExports implements Exports {

  final Map<UUID, Export> rows = new LinkedHashMap<>();
  final Map<UUID, byte[]> files = new LinkedHashMap<>();
  final List<Integer> progress = new ArrayList<>();

  /** What happens at the next note of progress, as if somebody else did it meanwhile. */
  Runnable meanwhile = () -> {};

  @Override
  public void add(Export fresh) {
    rows.put(fresh.id(), fresh);
  }

  @Override
  public Optional<Export> find(SellerId seller, UUID id) {
    return Optional.ofNullable(rows.get(id)).filter(it -> it.seller().equals(seller));
  }

  @Override
  public boolean save(Export after, Export.State before) {
    if (find(after.seller(), after.id()).filter(it -> it.state() == before).isEmpty()) {
      return false;
    }
    rows.put(after.id(), after);
    return true;
  }

  @Override
  public boolean progress(SellerId seller, UUID id, int made) {
    progress.add(made);
    boolean going = find(seller, id).filter(it -> it.state() == Export.State.MAKING).isPresent();
    meanwhile.run();
    return going;
  }

  @Override
  public List<Export> of(SellerId seller, UUID account, int most) {
    return rows.values().stream()
        .filter(it -> it.seller().equals(seller) && it.account().equals(account))
        .sorted(Comparator.comparing(Export::askedAt).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public List<Export> waiting(SellerId seller, Instant now) {
    return rows.values().stream()
        .filter(it -> it.seller().equals(seller) && it.state() == Export.State.WAITS)
        .filter(it -> now.isBefore(it.endsAt()))
        .toList();
  }

  @Override
  public int open(SellerId seller, UUID account) {
    return (int) of(seller, account, 1000).stream().filter(it -> it.state().open()).count();
  }

  @Override
  public int since(SellerId seller, UUID account, Instant from) {
    return (int)
        of(seller, account, 1000).stream().filter(it -> !it.askedAt().isBefore(from)).count();
  }

  @Override
  public void keep(SellerId seller, UUID id, byte[] closed) {
    files.put(id, closed);
  }

  @Override
  public Optional<byte[]> file(SellerId seller, UUID id) {
    return find(seller, id).map(it -> files.get(it.id()));
  }

  @Override
  public void erase(SellerId seller, UUID id) {
    find(seller, id).ifPresent(it -> files.remove(it.id()));
  }

  @Override
  public List<Place> over(Instant now, int most) {
    return rows.values().stream()
        .filter(it -> it.state().open() && !now.isBefore(it.endsAt()))
        .limit(most)
        .map(it -> new Place(it.seller(), it.id()))
        .toList();
  }

  @Override
  public List<Place> register(int most, int offset) {
    return rows.values().stream().map(it -> new Place(it.seller(), it.id())).toList();
  }
}
