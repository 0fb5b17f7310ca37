package org.lockkeeper.orders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;

/** Remembers which errands were asked for; the same one waits once. */
public final class RecordingErrands implements Errands {

  private final List<Errand> waiting = new ArrayList<>();
  private final List<Errand> urgent = new ArrayList<>();

  @Override
  public void after(Duration delay, Errand errand) {
    if (!waiting.contains(errand)) {
      waiting.add(errand);
    }
  }

  @Override
  public void now(Errand errand) {
    urgent.add(errand);
    soon(errand);
  }

  public List<String> kinds() {
    return waiting.stream().map(Errand::kind).toList();
  }

  public List<Errand> of(String kind) {
    return waiting.stream().filter(e -> e.kind().equals(kind)).toList();
  }

  public List<Errand> urgent() {
    return List.copyOf(urgent);
  }

  public void clear() {
    waiting.clear();
    urgent.clear();
  }
}
