package org.lockkeeper.orders;

import org.lockkeeper.kernel.OrderId;

/** An order was asked for a step that its state does not allow: a bug, or a race that lost. */
public final class IllegalProgress extends RuntimeException {

  IllegalProgress(OrderId order, Progress progress, String step) {
    super("order " + order + " is " + progress.getClass().getSimpleName() + ", cannot be " + step);
  }
}
