package org.lockkeeper.integration.local;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.disposal.ErasureLedger;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * The erasure ledger as a file of JSON lines in a folder of its own, outside the database. Each
 * line says the SHA-256 of the one before. One node writes at a time, under a file lock, after it
 * has read what others added; a line is forced to the disk before it counts. Half a line at the end
 * is what a loss of power leaves: nobody was told that it is there, and the next writer cuts it
 * off.
 */
@ApplicationScoped
class LedgerFile implements ErasureLedger {

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String NOTHING_BEFORE = "0".repeat(64);
  private static final int PIECE = 1 << 16;

  /** Two objects of one process cannot hold the same file lock, so they queue here first. */
  private static final ConcurrentMap<Path, ReentrantLock> OF_THIS_PROCESS =
      new ConcurrentHashMap<>();

  private final Path file;
  private final Ids ids;
  private final ReentrantLock turn;

  private Known known = new Known(0, 0, NOTHING_BEFORE, Optional.empty());
  private final Set<Long> withdrawn = new HashSet<>();

  /** What was read and checked so far: bytes, lines, and the last line's hash and instant. */
  private record Known(long bytes, long length, String hash, Optional<Instant> lastAt) {}

  @Inject
  LedgerFile(@ConfigProperty(name = "lockkeeper.erasure.ledger") String folder, Ids ids) {
    this(Path.of(folder), ids);
  }

  LedgerFile(Path folder, Ids ids) {
    this.file = folder.toAbsolutePath().normalize().resolve("erasures.jsonl");
    this.ids = ids;
    this.turn = OF_THIS_PROCESS.computeIfAbsent(this.file, path -> new ReentrantLock());
  }

  @Override
  public Line append(SellerId seller, Scope scope, String reference, Instant at) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    switch (scope) {
      case Scope.Buyers buyers -> {
        JsonArrayBuilder orders = JSON.createArrayBuilder();
        buyers.orders().forEach(order -> orders.add(order.toString()));
        json.add("kind", "buyers").add("orders", orders);
      }
      case Scope.OneConnection one ->
          json.add("kind", "connection").add("connection", one.connection().toString());
      case Scope.WholeSeller all -> json.add("kind", "seller");
    }
    String text = write(json.add("seller", seller.toString()).add("reference", reference), at);
    return read(parse(text, 0), text).orElseThrow();
  }

  @Override
  public void withdraw(Line line, Instant at) {
    write(JSON.createObjectBuilder().add("kind", "withdrawn").add("line", line.position()), at);
  }

  @Override
  public Extent extent() {
    turn.lock();
    try {
      if (Files.exists(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          readOn(channel);
        }
      } else if (known.length() > 0) {
        throw new Broken("The erasure ledger is gone.");
      }
      return new Extent(known.length(), Set.copyOf(withdrawn), known.lastAt());
    } catch (IOException e) {
      throw new Unavailable(e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public List<Line> lines(Collection<Long> positions) {
    Set<Long> wanted = new HashSet<>(positions);
    Extent extent = extent();
    List<Line> found = new ArrayList<>();
    if (wanted.isEmpty() || extent.length() == 0) {
      return found;
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      Iterator<String> each = lines.iterator();
      for (long position = 1; position <= extent.length() && each.hasNext(); position++) {
        String text = each.next();
        if (wanted.contains(position)) {
          read(parse(text, position), text).ifPresent(found::add);
        }
      }
      return found;
    } catch (IOException | UncheckedIOException e) {
      throw new Unavailable(e);
    }
  }

  /** Adds one line under the lock of all nodes, and returns it as it stands. */
  private String write(JsonObjectBuilder json, Instant at) {
    turn.lock();
    try {
      Path folder = file.getParent();
      if (folder == null) {
        throw new IOException("the ledger has no folder");
      }
      Files.createDirectories(folder);
      try (FileChannel gate =
              FileChannel.open(
                  folder.resolve("erasures.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = gate.lock();
          FileChannel channel = open(folder)) {
        if (!lock.isValid()) {
          throw new IOException("the ledger's lock was lost");
        }
        readOn(channel);
        String line =
            JSON.createObjectBuilder()
                .add("position", known.length() + 1)
                .add("id", ids.next().toString())
                .add("at", at.toString())
                .addAll(json)
                .add("before", known.hash())
                .build()
                .toString();
        put(channel, (line + "\n").getBytes(StandardCharsets.UTF_8));
        readOn(channel);
        return line;
      }
    } catch (IOException e) {
      throw new Unavailable(e);
    } finally {
      turn.unlock();
    }
  }

  private FileChannel open(Path folder) throws IOException {
    if (!Files.exists(file)) {
      if (known.length() > 0) {
        throw new Broken("The erasure ledger is gone.");
      }
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** All of it reaches the disk, or the file is as it was. */
  private void put(FileChannel channel, byte[] line) throws IOException {
    long end = known.bytes();
    channel.truncate(end);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes, end + bytes.position());
      }
      channel.force(true);
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  /** Reads and checks what was added since the last look. Half a line at the end does not count. */
  private void readOn(FileChannel channel) throws IOException {
    if (channel.size() < known.bytes()) {
      throw new Broken("The erasure ledger is shorter than it was.");
    }
    ByteArrayOutputStream half = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long at = known.bytes();
    for (int n = channel.read(piece, at); n > 0; n = channel.read(piece.clear(), at)) {
      byte[] bytes = piece.array();
      int from = 0;
      for (int i = 0; i < n; i++) {
        if (bytes[i] == '\n') {
          half.write(bytes, from, i - from);
          take(half.toByteArray());
          half.reset();
          from = i + 1;
        }
      }
      half.write(bytes, from, n - from);
      at += n;
    }
  }

  private void take(byte[] line) {
    long position = known.length() + 1;
    JsonObject json = parse(new String(line, StandardCharsets.UTF_8), position);
    try {
      if (json.getJsonNumber("position").longValueExact() != position
          || !json.getString("before").equals(known.hash())) {
        throw new Broken("The erasure ledger's chain breaks at line " + position + ".");
      }
      if (json.getString("kind").equals("withdrawn")) {
        withdrawn.add(position);
        withdrawn.add(json.getJsonNumber("line").longValueExact());
      }
      known =
          new Known(
              known.bytes() + line.length + 1,
              position,
              hash(line),
              Optional.of(Instant.parse(json.getString("at"))));
    } catch (NullPointerException | ClassCastException | ArithmeticException e) {
      throw new Broken("The erasure ledger's line " + position + " cannot be read.");
    }
  }

  private static JsonObject parse(String line, long position) {
    try (JsonReader reader = JSON.createReader(new StringReader(line))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new Broken("The erasure ledger's line " + position + " cannot be read.");
    }
  }

  /** The erasure that a line tells of; none if it withdraws another line. */
  private static Optional<Line> read(JsonObject json, String line) {
    Scope scope;
    switch (json.getString("kind")) {
      case "buyers" ->
          scope =
              new Scope.Buyers(
                  json.getJsonArray("orders").getValuesAs(JsonString.class).stream()
                      .map(order -> OrderId.of(order.getString()))
                      .toList());
      case "connection" ->
          scope = new Scope.OneConnection(ConnectionId.of(json.getString("connection")));
      case "seller" -> scope = new Scope.WholeSeller();
      case "withdrawn" -> {
        return Optional.empty();
      }
      default -> throw new Broken("The erasure ledger has a line of an unknown kind.");
    }
    return Optional.of(
        new Line(
            json.getJsonNumber("position").longValueExact(),
            UUID.fromString(json.getString("id")),
            SellerId.of(json.getString("seller")),
            scope,
            json.getString("reference"),
            Instant.parse(json.getString("at")),
            hash(line.getBytes(StandardCharsets.UTF_8))));
  }

  private static String hash(byte[] line) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
