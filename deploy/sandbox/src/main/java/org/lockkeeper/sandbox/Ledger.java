package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state on disk as lines of JSON.
 *
 * <p>{@code state.jsonl} is a whole picture, replaced in one step at start, at shutdown and when
 * the changes have grown large; {@code changes.jsonl} holds what has changed since, in batches that
 * end with a line of their own, so that half a batch (the machine stopped while writing) is as if
 * it had never been written. Writing costs what has changed, not what there is: thousands of orders
 * do not slow the sandbox down.
 */
final class Ledger implements AutoCloseable {

  private static final long MOST_CHANGES = 64L << 20;
  private static final String BATCH_END = "{\"end\":true}";

  private final Path picture;
  private final Path changes;
  private final FileChannel lockFile;
  private final Map<Key, JsonNode> known = new LinkedHashMap<>();
  private final Map<Key, @Nullable Object> dirty = new LinkedHashMap<>();

  private record Key(String kind, String id) {}

  /**
   * @throws Settings.Unusable if another sandbox has the folder
   */
  Ledger(Path folder) {
    picture = folder.resolve("state.jsonl");
    changes = folder.resolve("changes.jsonl");
    try {
      Files.createDirectories(folder);
      lockFile =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(lockFile)) {
        throw new Settings.Unusable("Another sandbox is using the folder " + folder + ".");
      }
      load(picture);
      load(changes);
      compact();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder " + folder, e);
    }
  }

  /** Notes a change; it is on disk after the next {@link #flush}. */
  synchronized void put(String kind, String id, Object value) {
    dirty.put(new Key(kind, id), value);
  }

  synchronized void remove(String kind, String id) {
    dirty.put(new Key(kind, id), null);
  }

  /** What was there when this process started, one kind at a time, in the order it was written. */
  synchronized void each(String kind, BiConsumer<String, JsonNode> action) {
    known.forEach(
        (key, value) -> {
          if (key.kind().equals(kind)) {
            action.accept(key.id(), value);
          }
        });
  }

  /** Lets go of what was read at start; {@link #each} has nothing to tell from now on. */
  synchronized void loaded() {
    known.clear();
  }

  /** Writes what has changed since the last time, all of it or nothing. */
  synchronized void flush() {
    if (dirty.isEmpty()) {
      return;
    }
    StringBuilder batch = new StringBuilder();
    dirty.forEach((key, value) -> batch.append(line(key, value)).append('\n'));
    batch.append(BATCH_END).append('\n');
    try {
      Files.writeString(changes, batch, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      dirty.clear();
      if (Files.size(changes) > MOST_CHANGES) {
        rewrite();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + changes, e);
    }
  }

  @Override
  public synchronized void close() {
    flush();
    try {
      rewrite();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + picture, e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String line(Key key, @Nullable Object value) {
    ObjectNode line = Json.object().put("kind", key.kind()).put("id", key.id());
    if (value != null) {
      line.set("value", value instanceof JsonNode node ? node : Json.tree(value));
    }
    return Json.text(line);
  }

  private void load(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<JsonNode> batch = new ArrayList<>();
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      for (String text : (Iterable<String>) lines::iterator) {
        JsonNode line = Json.parse(text).orElse(null);
        if (line == null) {
          batch.clear();
        } else if (line.has("end")) {
          batch.forEach(this::apply);
          batch.clear();
        } else {
          batch.add(line);
        }
      }
    }
  }

  private void apply(JsonNode line) {
    Key key = new Key(line.path("kind").asText(), line.path("id").asText());
    if (line.has("value")) {
      known.put(key, line.path("value"));
    } else {
      known.remove(key);
    }
  }

  /** Makes one picture of the picture and its changes. */
  private void rewrite() throws IOException {
    known.clear();
    load(picture);
    load(changes);
    compact();
    known.clear();
  }

  private void compact() throws IOException {
    Path fresh = picture.resolveSibling("state.jsonl.tmp");
    try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
      for (Map.Entry<Key, JsonNode> entry : known.entrySet()) {
        out.write(line(entry.getKey(), entry.getValue()));
        out.newLine();
      }
      out.write(BATCH_END);
      out.newLine();
    }
    Files.move(fresh, picture, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(changes);
  }
}
