package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * The file that tells the whole story of an incident: a page to read, the evidence byte by byte,
 * the letters with their proof, and each line of the audit log with the proof of its place (R-28,
 * That it was taken is in the log before it leaves.
 */
@Workflow
public class IncidentFile {

  private final FileSteps steps;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public IncidentFile(FileSteps steps, AuditTrail audit, Clock clock) {
    this.steps = steps;
    this.audit = audit;
    this.clock = clock;
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

  /** The file; empty if there is no such incident. */
  public Optional<Zip> of(IncidentId id, Account reader) {
    Optional<FileSteps.Story> story = steps.story(id);
    if (story.isEmpty()) {
      return Optional.empty();
    }
    audit.recordFirst(
        SellerId.PLATFORM,
        reader.actor(),
        "incident.exported",
        "incident:" + id,
        Map.of("evidence", Integer.toString(story.get().evidence().size())));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Map<String, byte[]> files = new LinkedHashMap<>();
    StoryPage page = new StoryPage(story.get(), new ResponseTexts(reader.language()), now);
    files.put("incident.html", page.html().getBytes(StandardCharsets.UTF_8));
    for (Evidence item : story.get().evidence()) {
      steps.bytes(id, item.id()).ifPresent(bytes -> files.put("evidence/" + item.id(), bytes));
    }
    for (Letter letter : story.get().letters()) {
      files.put(
          "letters/" + letter.id() + ".txt",
          (letter.sentTo().map(to -> "To: " + to + "\n").orElse("")
                  + letter.subject()
                  + "\n\n"
                  + letter.body()
                  + "\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    for (FileSteps.Line line : story.get().log()) {
      line.receipt()
          .ifPresent(
              receipt -> {
                files.put(
                    "audit/" + line.entry().id() + ".leaf",
                    receipt.leaf().getBytes(StandardCharsets.UTF_8));
                files.put(
                    "audit/" + line.entry().id() + ".tlog-proof",
                    receipt.proof().getBytes(StandardCharsets.UTF_8));
              });
    }
    files.put(
        "keys.txt",
        (String.join("\n", story.get().keys()) + "\n").getBytes(StandardCharsets.UTF_8));
    return Optional.of(new Zip("incident-" + id + ".zip", zip(files, now)));
  }

  private static byte[] zip(Map<String, byte[]> files, Instant now) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(LocalDateTime.ofInstant(now, ZoneOffset.UTC));
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
