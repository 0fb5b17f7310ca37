package org.lockkeeper.kernel;

import java.util.UUID;

/** Who did something: a person who signed in, an outside system, or the product by itself. */
public sealed interface Actor {

  /** The short text form that audit events keep, such as {@code person:0190…}. Never a name. */
  String text();

  /** A person, known by the id of the account. */
  record Person(UUID account) implements Actor {
    @Override
    public String text() {
      return "person:" + account;
    }
  }

  /** A sales channel that told us something over a signed webhook. */
  record Channel(ChannelName name) implements Actor {
    @Override
    public String text() {
      return "channel:" + name;
    }
  }

  /** The product itself, by the name of the task that ran. */
  record Task(String name) implements Actor {
    @Override
    public String text() {
      return "task:" + name;
    }
  }
}
