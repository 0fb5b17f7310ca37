package org.lockkeeper.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the sandbox: {@code java -jar lockkeeper-sandbox.jar config.properties}. */
final class Sandbox {

  private static final List<String> CHATTY =
      List.of("io.javalin", "org.eclipse.jetty", "com.icegreen", "graphql");

  /** Held so that the levels stay set: silent at first, since a failed start has our own words. */
  private static final List<Logger> QUIETENED = new ArrayList<>();

  private Sandbox() {}

  public static void main(String[] arguments) {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n");
    for (String name : CHATTY) {
      Logger logger = Logger.getLogger(name);
      logger.setLevel(Level.OFF);
      QUIETENED.add(logger);
    }
    if (arguments.length != 1) {
      System.err.println("Say which configuration to use: lockkeeper-sandbox.jar <file>");
      System.exit(2);
    }
    try {
      Settings settings = Settings.read(Path.of(arguments[0]));
      SandboxServer server = SandboxServer.start(settings);
      QUIETENED.forEach(logger -> logger.setLevel(Level.WARNING));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      System.out.println(
          "Sandbox ready at http://127.0.0.1:"
              + server.port()
              + " (mail port "
              + server.smtpPort()
              + ", pretend time "
              + server.clock().now()
              + ")");
    } catch (Settings.Unusable | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
