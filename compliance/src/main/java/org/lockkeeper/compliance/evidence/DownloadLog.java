package org.lockkeeper.compliance.evidence;

import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Gives a seller the own entries of the log as others can check them, without us and without a
 * network: each as it was hashed, with its proof, and the public keys beside them. The
 * download itself is in the log before it leaves.
 */
@Workflow
public class DownloadLog {

  /** More entries than these are not given at once. */
  public static final int MOST = 2000;

  private static final int PAGE = 200;

  private final AuditSteps steps;
  private final ReadAuditLog read;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public DownloadLog(AuditSteps steps, ReadAuditLog read, AuditTrail audit, Clock clock) {
    this.steps = steps;
    this.read = read;
    this.audit = audit;
    this.clock = clock;
  }

  /** What comes of it. */
  public sealed interface Result {

    /**
     * A file.
     *
     * @param waiting entries that are not in it, because they wait to be sealed
     */
    record Bundle(Zip zip, int entries, int waiting) implements Result {}

    /** The filter lets too many through; nothing was given. */
    record TooMany(int most) implements Result {}

    /** None of the entries is sealed yet; nothing was given. */
    record NothingSealed() implements Result {}
  }

  /** A ZIP file. */
  public static final class Zip {
    private final String name;
    private final byte[] content;

    Zip(String name, byte[] content) {
      this.name = name;
      this.content = content;
    }

    public String name() {
      return name;
    }

    public byte[] content() {
      return content.clone();
    }
  }

  /**
   * The seller's entries that a filter lets through, newest first.
   *
   * @param narrowed the names of what narrows them, for the log
   */
  public Result of(Account person, AuditRecords.Filter filter, List<String> narrowed) {
    SellerId seller = person.seller();
    List<AuditRecords.Place> places =
        steps.places(Optional.of(seller), filter, Optional.empty(), MOST + 1);
    if (places.size() > MOST) {
      return new Result.TooMany(MOST);
    }
    List<String> keys = steps.keys();
    if (keys.isEmpty() || places.isEmpty()) {
      return new Result.NothingSealed();
    }
    audit.recordFirst(
        seller,
        person.actor(),
        "audit.downloaded",
        "audit:log",
        Map.of("entries", Integer.toString(places.size()), "filters", String.join(",", narrowed)));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Packing packing = new Packing(now);
    for (int from = 0; from < places.size(); from += PAGE) {
      read.lines(places.subList(from, Math.min(from + PAGE, places.size()))).forEach(packing::add);
    }
    if (packing.entries == 0) {
      return new Result.NothingSealed();
    }
    return new Result.Bundle(
        new Zip(
            "lockkeeper-log-" + now.toString().replace(":", "") + ".zip",
            packing.done(keys, person.language())),
        packing.entries,
        places.size() - packing.entries);
  }

  /** The file as it grows. */
  private static final class Packing {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
    private final StringBuilder leaves = new StringBuilder();
    private final Csv index = new Csv();
    private final LocalDateTime at;
    private int entries;

    Packing(Instant now) {
      this.at = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
      index.line(List.of("line", "proof", "entry", "epoch", "index", "time", "action", "object"));
    }

    void add(ReadAuditLog.Line line) {
      Optional<SealedLog.Receipt> receipt = line.receipt();
      if (receipt.isEmpty()) {
        return;
      }
      entries++;
      String proof = String.format(Locale.ROOT, "proofs/%06d.tlog-proof", entries);
      leaves.append(receipt.get().leaf()).append('\n');
      index.line(
          List.of(
              Integer.toString(entries),
              proof,
              line.entry().id().toString(),
              Long.toString(receipt.get().epoch()),
              Long.toString(receipt.get().index()),
              line.entry().at().toString(),
              line.entry().action(),
              line.entry().object()));
      put(proof, receipt.get().proof().getBytes(StandardCharsets.UTF_8));
    }

    byte[] done(List<String> keys, Locale language) {
      put("entries.jsonl", leaves.toString().getBytes(StandardCharsets.UTF_8));
      put("index.csv", index.toString().getBytes(StandardCharsets.UTF_8));
      put("keys.txt", (String.join("\n", keys) + "\n").getBytes(StandardCharsets.UTF_8));
      put("READ-ME.txt", instructions(language));
      try {
        zip.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    private void put(String name, byte[] content) {
      try {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(at);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static byte[] instructions(Locale language) {
      String name = language.getLanguage().equals("es") ? "read-me_es.txt" : "read-me.txt";
      try (InputStream in = DownloadLog.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("the instructions are missing: " + name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
