package org.lockkeeper.bench;

import java.io.IOException;
import java.nio.file.Path;

/** One benchmark: it measures, and writes what it found as a table. */
@FunctionalInterface
interface Report {

  /**
   * Measures.
   *
   * @param directory where the report is also left as a file of its own
   * @return the report, in Markdown, with a heading of the second level
   */
  String measure(Path directory) throws IOException;
}
