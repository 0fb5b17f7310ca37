package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.access.passwords.FirstAdmin;
import org.lockkeeper.portal.session.PublicAddress;

/**
 * Tells the machine's keeper, and nobody else, how the first admin gets in: in a file that only the
 * product's own user reads, or else on the console. Never in the log.
 */
@ApplicationScoped
class FirstAdminCode {

  private static final System.Logger LOG = System.getLogger(FirstAdminCode.class.getName());

  private final FirstAdmin first;
  private final PublicAddress address;
  private final Optional<String> file;

  @Inject
  FirstAdminCode(
      FirstAdmin first,
      PublicAddress address,
      @ConfigProperty(name = "lockkeeper.first-admin.file") Optional<String> file) {
    this.first = first;
    this.address = address;
    this.file = file;
  }

  /** Tells it, if there is no admin. */
  void tell() {
    Optional<String> code = first.code();
    if (code.isPresent()) {
      String line = address.page("/first-admin") + "#" + code.get() + System.lineSeparator();
      if (file.isPresent()) {
        write(Path.of(file.get()), line);
      } else {
        System.out.print("There is no admin yet. Name yourself within a day: " + line);
      }
      LOG.log(Level.WARNING, "first-admin.wanted told={0}", file.isPresent() ? "file" : "console");
    }
  }

  private static void write(Path path, String line) {
    try {
      Files.deleteIfExists(path);
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(path, line, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("the code of the first admin cannot be written", e);
    }
  }
}
