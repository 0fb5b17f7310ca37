package org.lockkeeper.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The platforms' own descriptions, which lie beside the repository on some machines. */
final class Contracts {

  private Contracts() {}

  /** Skips the test, and says for want of what, where the file is not there. */
  static Path file(String name) {
    Path file = repository().resolveSibling("shared").resolve("contracts").resolve(name);
    assumeTrue(
        Files.exists(file),
        "skipped: ../shared/contracts/" + name + " is not beside this repository");
    return file;
  }

  /** The top folder of this repository. */
  static Path repository() {
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
