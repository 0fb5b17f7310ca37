package org.lockkeeper.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.encryption.FieldBenchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Sealing and opening one field: ours, the bare platform, and Tink's envelope encryption. */
public final class SealingBench implements Report {

  /**
   * Runs this benchmark alone.
   *
   * @param args the directory for the report; {@code target} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target");
    Files.createDirectories(directory);
    System.out.println(new SealingBench().measure(directory));
  }

  @Override
  public String measure(Path directory) throws IOException {
    Path log = directory.resolve("bench-sealing.log");
    Path counts = directory.resolve("bench-sealing.calls");
    Files.deleteIfExists(counts);
    Map<String, Double> figures = run(log, counts);
    Map<String, Long> calls = calls(counts);
    StringBuilder table =
        new StringBuilder("## Sealing one field, operations a second in one thread\n\n")
            .append("| what | bytes | ours | JCE | Tink | ours/JCE | ours/Tink | our calls to the")
            .append(" key service |\n|---|---|---|---|---|---|---|---|\n");
    for (String bytes : new String[] {"64", "512"}) {
      row(table, "seal", bytes, figures, "oursSeal", "jceSeal", "tinkSeal", calls);
      row(
          table,
          "seal, JCE binding as many bytes to it",
          bytes,
          figures,
          "oursSeal",
          "jceSealSamePlace",
          "tinkSeal",
          calls);
      row(table, "open", bytes, figures, "oursOpen", "jceOpen", "tinkOpen", calls);
      row(
          table,
          "open, JCE binding as many bytes to it",
          bytes,
          figures,
          "oursOpen",
          "jceOpenSamePlace",
          "tinkOpen",
          calls);
      row(
          table,
          "open, order key unwrapped each time",
          bytes,
          figures,
          "oursOpenWithKey",
          "jceOpen",
          "tinkOpen",
          calls);
    }
    table
        .append("\nAims: ours/JCE at least 0.8; at least 30 000/s in a thread; ours/Tink at least")
        .append(" 5; 0 calls. JCE is AES-256-GCM with a kept cipher, a random IV and no additional")
        .append(" data. Tink is `KmsEnvelopeAead` over the same key service in the same process;")
        .append(" it called it ")
        .append(calls.getOrDefault("tinkSeal64", 0L) > 0 ? "for each field.\n" : "never.\n")
        .append("Java ")
        .append(Runtime.version())
        .append(", ")
        .append(Runtime.getRuntime().availableProcessors())
        .append(" processors.\n");
    Files.writeString(directory.resolve("bench-sealing.md"), table);
    return table.toString();
  }

  private static Map<String, Double> run(Path log, Path counts) {
    try {
      Collection<RunResult> results =
          new Runner(
                  new OptionsBuilder()
                      .include(Pattern.quote(FieldBenchmark.class.getName()) + "\\.")
                      .forks(1)
                      .threads(1)
                      .warmupIterations(3)
                      .warmupTime(TimeValue.seconds(1))
                      .measurementIterations(5)
                      .measurementTime(TimeValue.seconds(1))
                      .output(log.toString())
                      .jvmArgsAppend("-D" + FieldBenchmark.CALLS + "=" + counts.toAbsolutePath())
                      .build())
              .run();
      Map<String, Double> figures = new TreeMap<>();
      for (RunResult result : results) {
        String name = result.getParams().getBenchmark();
        figures.put(
            name.substring(name.lastIndexOf('.') + 1) + result.getParams().getParam("bytes"),
            result.getPrimaryResult().getScore());
      }
      return figures;
    } catch (RunnerException e) {
      throw new UncheckedIOException(new IOException("the benchmark did not run", e));
    }
  }

  private static Map<String, Long> calls(Path counts) throws IOException {
    Map<String, Long> calls = new TreeMap<>();
    for (String line : Files.readAllLines(counts)) {
      int blank = line.indexOf(' ');
      calls.put(line.substring(0, blank), Long.parseLong(line.substring(blank + 1)));
    }
    return calls;
  }

  private static void row(
      StringBuilder table,
      String what,
      String bytes,
      Map<String, Double> figures,
      String ours,
      String jce,
      String tink,
      Map<String, Long> calls) {
    double a = figures.getOrDefault(ours + bytes, Double.NaN);
    double b = figures.getOrDefault(jce + bytes, Double.NaN);
    double c = figures.getOrDefault(tink + bytes, Double.NaN);
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %,.0f | %,.0f | %,.0f | %.2f | %.1f | %d |%n",
            what,
            bytes,
            a,
            b,
            c,
            a / b,
            a / c,
            calls.getOrDefault(ours + bytes, -1L)));
  }
}
