package org.lockkeeper.integration.local;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.lockkeeper.compliance.audit.CheckpointStore;

/**
 * Checkpoints as files in a folder of their own. A file is written aside, brought to the disk and
 * then given its name, which fails if the name is taken: nothing is ever written over. Who can
 * write into the folder can still remove files; where that matters, the folder is a bucket with
 * object lock.
 *
 * <p>Long runs of digits are cut into folders, so that none has more than a thousand files of a
 * kind.
 */
@ApplicationScoped
class FolderCheckpointStore implements CheckpointStore {

  private static final String WRITING = ".writing";

  private final Path root;

  @Inject
  FolderCheckpointStore(Config config) {
    this(
        config
            .getOptionalValue("lockkeeper.audit.checkpoints", String.class)
            .map(Path::of)
            .orElseGet(
                () ->
                    Path.of(config.getValue("lockkeeper.keystore.file", String.class))
                        .resolveSibling("checkpoints")));
  }

  FolderCheckpointStore(Path root) {
    this.root = root;
  }

  @Override
  public Put put(String name, String text) {
    Path file = file(name);
    try {
      Files.createDirectories(file.getParent());
      Path aside = file.resolveSibling(UUID.randomUUID() + WRITING);
      try {
        try (FileChannel channel =
            FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.createLink(file, aside);
      } finally {
        Files.deleteIfExists(aside);
      }
      Path folder = file;
      for (int depth = root.relativize(file).getNameCount(); depth > 0; depth--) {
        folder = folder.resolveSibling(".").normalize();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
      return Put.STORED;
    } catch (FileAlreadyExistsException e) {
      return get(name).filter(text::equals).isPresent() ? Put.THERE : Put.TAKEN;
    } catch (IOException e) {
      throw new Unavailable("a checkpoint could not be written", e);
    }
  }

  @Override
  public Optional<String> get(String name) {
    try {
      return Optional.of(Files.readString(file(name), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unavailable("a checkpoint could not be read", e);
    }
  }

  @Override
  public List<String> names(String folder, String after, int most) {
    List<String> found = new ArrayList<>();
    try {
      walk(root.resolve(folder), folder, "", after, most, found);
      return found;
    } catch (IOException e) {
      throw new Unavailable("checkpoints could not be listed", e);
    }
  }

  /** Files of a folder in their order; {@code digits} are those of the folders above. */
  private static void walk(
      Path at, String folder, String digits, String after, int most, List<String> found)
      throws IOException {
    if (!Files.isDirectory(at)) {
      return;
    }
    List<Path> parts;
    try (Stream<Path> all = Files.list(at)) {
      parts = all.filter(part -> !part.toString().endsWith(WRITING)).sorted().toList();
    }
    for (Path part : parts) {
      String name = folder + digits + part.getFileName();
      if (found.size() >= most) {
        return;
      }
      if (Files.isDirectory(part)) {
        boolean passed =
            after.length() >= name.length()
                && name.compareTo(after.substring(0, name.length())) < 0;
        if (!passed) {
          walk(part, folder, digits + part.getFileName(), after, most, found);
        }
      } else if (name.compareTo(after) > 0) {
        found.add(name);
      }
    }
  }

  /** The file of a name: {@code a/0001234567} is {@code a/0/001/234/567}. */
  private Path file(String name) {
    if (!name.matches("[0-9a-z]+(/[0-9a-z]+)+")) {
      throw new IllegalArgumentException("not a name in the store: " + name);
    }
    int slash = name.lastIndexOf('/') + 1;
    String last = name.substring(slash);
    Path at = root.resolve(name.substring(0, slash));
    if (last.matches("[0-9]{10,}")) {
      int cut = (last.length() - 1) % 3 + 1;
      for (; last.length() > 3; cut = 3) {
        at = at.resolve(last.substring(0, cut));
        last = last.substring(cut);
      }
    }
    return at.resolve(last);
  }
}
