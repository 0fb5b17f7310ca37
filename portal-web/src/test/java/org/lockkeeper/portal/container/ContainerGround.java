package org.lockkeeper.portal.container;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Lays the ground before the server starts: a migrated database, and where things are. */
public final class ContainerGround implements LauncherSessionListener {

  private static final String PASSWORD = "for-the-length-of-this-test";

  private Optional<EmbeddedPostgres> database = Optional.empty();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (System.getProperty("payara.micro.jar") == null) {
      return; // The unit tests need no ground.
    }
    try {
      EmbeddedPostgres started = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
      database = Optional.of(started);
      String url = "jdbc:postgresql://127.0.0.1:" + started.getPort() + "/postgres";
      migrate(url);
      Path ground = Path.of("target", "container").toAbsolutePath();
      Files.createDirectories(ground);
      Path preboot = ground.resolve("pre-boot.txt");
      Files.writeString(
          preboot,
          "set configs.config.server-config.network-config.network-listeners.network-listener"
              + ".http-listener.address=127.0.0.1\n");
      System.setProperty("container.preboot", preboot.toString());
      System.setProperty(
          "container.options",
          String.join(
              " ",
              "-Xmx700m",
              "-Dlockkeeper.environment=local",
              "-Dlockkeeper.database.url=" + url,
              "-Dlockkeeper.database.password=" + PASSWORD,
              "-Dlockkeeper.database.jobs-password=" + PASSWORD,
              "-Dlockkeeper.keystore.password=" + PASSWORD,
              "-Dlockkeeper.first-admin.file=" + ground.resolve("first-admin.txt"),
              "-Dlockkeeper.erasure.ledger=" + Files.createTempDirectory(ground, "ledger"),
              "-Dlockkeeper.audit.checkpoints=" + Files.createTempDirectory(ground, "checkpoints"),
              "-Dlockkeeper.keystore.file=" + ground.resolve("keys.p12")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program is not for others to call; a test may. */
  private static void migrate(String url) {
    try {
      Method run =
          Class.forName("org.lockkeeper.integration.postgres.Migration")
              .getDeclaredMethod("run", Map.class);
      run.setAccessible(true);
      run.invoke(
          null,
          Map.of(
              "LOCKKEEPER_DATABASE_URL", url,
              "LOCKKEEPER_DATABASE_ADMIN_USER", "postgres",
              "LOCKKEEPER_DATABASE_ADMIN_PASSWORD", PASSWORD,
              "LOCKKEEPER_DATABASE_MIGRATOR_PASSWORD", PASSWORD,
              "LOCKKEEPER_DATABASE_PASSWORD", PASSWORD,
              "LOCKKEEPER_DATABASE_JOBS_PASSWORD", PASSWORD));
    } catch (ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      throw new IllegalStateException("the database was not migrated", cause);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    database.ifPresent(
        started -> {
          try {
            started.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
