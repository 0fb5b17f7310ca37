package org.lockkeeper.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process of ours that is stopped when we stop. */
final class Child implements AutoCloseable {

  private final String name;
  private final Process process;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts {@code java} with these arguments; everything it prints goes into the log file. */
  static Child start(String name, Path log, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Files.createDirectories(log.toAbsolutePath().getParent());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Child(name, builder.start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String name() {
    return name;
  }

  /** Waits for a process that ends by itself. */
  int await(long seconds) throws IOException {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(name);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    if (await(20) == -1) {
      process.destroyForcibly();
    }
  }
}
