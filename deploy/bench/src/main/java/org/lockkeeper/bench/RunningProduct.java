package org.lockkeeper.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The whole product in processes of its own, durable, on ports of its own; stopped when closed. */
final class RunningProduct implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(4);

  private final Process launcher;
  private final Properties run;

  private RunningProduct(Process launcher, Properties run) {
    this.launcher = launcher;
    this.run = run;
  }

  /**
   * Starts afresh.
   *
   * @param environment settings of the portal that differ from the local ones
   */
  static RunningProduct start(Path directory, Map<String, String> environment) throws IOException {
    Path properties = directory.resolve("bench-run.properties");
    Files.deleteIfExists(properties);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dapp.directory=" + System.getProperty("app.directory"),
                "-Ddata.directory=" + directory.resolve("bench-data").toAbsolutePath(),
                "-Drun.properties=" + properties.toAbsolutePath(),
                "-Dfresh=true",
                "-Dportal.port=18480",
                "-Dsandbox.port=18481",
                "-Dsmtp.port=18482",
                "-Ddatabase.port=18483",
                "org.lockkeeper.local.Launcher"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(directory.resolve("bench-product.log").toFile());
    Process launcher = builder.start();
    long until = System.nanoTime() + READY_WITHIN.toNanos();
    try {
      while (!Files.exists(properties)) {
        if (launcher.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
          launcher.destroy();
          throw new IOException(
              "the product did not start; see " + directory.resolve("bench-product.log"));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("waiting for the product");
    }
    Properties run = new Properties();
    try (InputStream in = Files.newInputStream(properties)) {
      run.load(in);
    }
    return new RunningProduct(launcher, run);
  }

  String get(String name) {
    return String.valueOf(run.getProperty(name));
  }

  @Override
  public void close() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
