package org.lockkeeper.compliance.monitoring;

import java.util.List;
import java.util.Optional;

/** Whom the product may call at all: told by the very list that is asked before a call. */
public interface AllowedHosts {

  /** Names, all over TLS; one that begins with {@code *.} stands for one label before it. */
  List<String> hosts();

  /** The one address that may be called without TLS; never in production. */
  Optional<String> plain();
}
