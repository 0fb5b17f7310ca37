package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.lockkeeper.compliance.encryption.CurrentActor;
import org.lockkeeper.kernel.Actor;

/** On whose behalf the thread works; the product itself, unless somebody was named. */
@ApplicationScoped
public class ActorOfTheThread implements CurrentActor {

  private static final Actor SELF = new Actor.Task("lockkeeper");

  private final ThreadLocal<Actor> actor = ThreadLocal.withInitial(() -> SELF);

  @Override
  public Actor actor() {
    return actor.get();
  }

  /** Does something in the name of {@code somebody}. */
  public <T> T as(Actor somebody, Supplier<T> work) {
    Actor before = actor.get();
    actor.set(somebody);
    try {
      return work.get();
    } finally {
      actor.set(before);
    }
  }
}
