package org.lockkeeper.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The outside world's own descriptions, which lie beside the repository on some machines. */
final class Shared {

  private Shared() {}

  /** Skips the test, and says why, where the file is not there. */
  static Path contract(String name) {
    Path file = root().resolveSibling("shared").resolve("contracts").resolve(name);
    assumeTrue(
        Files.exists(file),
        "skipped: ../shared/contracts/" + name + " is not beside this repository");
    return file;
  }

  private static Path root() {
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no folder above this one has .mvn");
    }
    return folder;
  }
}
