package org.lockkeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs all benchmarks one after the other and puts their reports together in {@code bench.md}. */
public final class Bench {

  /** All benchmarks, in the order in which they run. */
  private static final List<Report> ALL =
      List.of(
          new AnomalyBench(),
          new SealingBench(),
          new WebhookBench(),
          new StripBench(),
          new AuditBench(),
          new SignInBench(),
          new LookUpBench());

  private Bench() {}

  /**
   * Runs.
   *
   * @param args the directory for the reports; {@code target} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target");
    Files.createDirectories(directory);
    StringBuilder all = new StringBuilder("# Benchmarks\n");
    for (Report report : ALL) {
      all.append('\n').append(report.measure(directory));
    }
    Files.writeString(directory.resolve("bench.md"), all);
    System.out.println(all);
  }
}
