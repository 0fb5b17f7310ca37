package org.lockkeeper.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the launcher was told, by system properties: {@code app.directory} (what is started), {@code
 * data.directory} (what is kept), {@code run.properties} (what is written when ready), {@code
 * fresh} (begin anew), {@code restart.portal} (start the portal again when it has ended by itself,
 * as a supervisor would, while all else goes on), {@code backup.daily} (take a backup each day of
 * the product's clock), and the ports; {@code second.portal.port} starts another portal on the same
 * database, as a second node; {@code witness.port} is where the witness of the audit log listens,
 * any free one if it is not said; {@code settings.file} holds settings of the portal that go before
 * those of the launcher; {@code restored} says why the database was restored, when it was.
 */
record Settings(
    Path app,
    Path data,
    Path runProperties,
    Optional<Path> settingsFile,
    boolean fresh,
    boolean restartPortal,
    boolean dailyBackup,
    int portalPort,
    OptionalInt secondPortalPort,
    int sandboxPort,
    int smtpPort,
    int databasePort,
    OptionalInt witnessPort,
    Optional<String> restored) {

  private static final long LEAST_DISK = 1024L * 1024 * 1024;

  static Settings fromSystemProperties() {
    Path data = path("data.directory", "target/data");
    return new Settings(
        path("app.directory", "target/app"),
        data,
        path("run.properties", "target/run.properties"),
        System.getProperty("settings.file", "").isEmpty()
            ? Optional.empty()
            : Optional.of(path("settings.file", "")),
        said("fresh"),
        said("restart.portal"),
        said("backup.daily"),
        port("portal.port", 8080),
        System.getProperty("second.portal.port", "").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(port("second.portal.port", 8081)),
        port("sandbox.port", 9100),
        port("smtp.port", 9125),
        port("database.port", 54329),
        System.getProperty("witness.port", "").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(port("witness.port", 9101)),
        Optional.of(System.getProperty("restored", "").strip()).filter(why -> !why.isEmpty()));
  }

  private static boolean said(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .filter(value -> !"false".equals(value))
        .isPresent();
  }

  private static Path path(String name, String fallback) {
    return Path.of(System.getProperty(name, fallback)).toAbsolutePath().normalize();
  }

  private static int port(String name, int fallback) {
    String text = System.getProperty(name, String.valueOf(fallback));
    try {
      int port = Integer.parseInt(text);
      if (port < 1024 || port > 65535) {
        throw new NumberFormatException();
      }
      return port;
    } catch (NumberFormatException e) {
      throw new Trouble("-D" + name + " must be a port from 1024 to 65535.");
    }
  }

  /** Looks before anything is started. */
  void check() throws IOException {
    for (String file :
        new String[] {
          "payara-micro.jar",
          "lockkeeper-portal-web.war",
          "lockkeeper-sandbox.jar",
          "lockkeeper-witness.jar"
        }) {
      if (!Files.isRegularFile(app.resolve(file))) {
        throw new Trouble("The build has no " + file + ". Run \"mvn -Prun\" from the top folder.");
      }
    }
    Files.createDirectories(data);
    FileStore disk = Files.getFileStore(data);
    if (disk.getUsableSpace() < LEAST_DISK) {
      throw new Trouble(
          "The disk is nearly full: "
              + disk.getUsableSpace() / (1024 * 1024)
              + " MiB are left, the product needs 1024. Make room and start again.");
    }
    Map.of(
            "portal.port", portalPort,
            "sandbox.port", sandboxPort,
            "smtp.port", smtpPort,
            "database.port", databasePort)
        .forEach(Settings::checkFree);
    secondPortalPort.ifPresent(port -> checkFree("second.portal.port", port));
    witnessPort.ifPresent(port -> checkFree("witness.port", port));
  }

  private static void checkFree(String name, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new Trouble(
          "Port "
              + port
              + " is in use. Stop what uses it, or choose another with -D"
              + name
              + "=…");
    }
  }
}
