package org.lockkeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lockkeeper.compliance.monitoring.detection.BenchedWatch;

/**
 * How many bursts and drains the detectors find, how soon, and how often they cry for nothing, in a
 * simulated world of several seeds: not only of the one that the tests assert.
 */
public final class AnomalyBench implements Report {

  /** Four against which the numbers of the policy were set, and six that they had never seen. */
  private static final long[] SEEDS = {20261122, 1, 2, 3, 7, 77, 777, 7777, 8, 88};

  private static final int PEOPLE = 100;
  private static final int GRANTS = 50;

  /**
   * Runs this benchmark alone.
   *
   * @param args the directory for the report; {@code target} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target");
    Files.createDirectories(directory);
    System.out.println(new AnomalyBench().measure(directory));
  }

  @Override
  public String measure(Path directory) throws IOException {
    StringBuilder report = new StringBuilder("## Anomalies\n");
    for (long seed : SEEDS) {
      report.append('\n').append(BenchedWatch.table(seed, PEOPLE, GRANTS));
    }
    Files.writeString(directory.resolve("anomalies.md"), report);
    return report.toString();
  }
}
