package org.lockkeeper.compliance.rights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lockkeeper.compliance.evidence.Csv;
import org.lockkeeper.kernel.PersonalData;

/** A ZIP file of tables, on its way to the seller. May hold a buyer, so it is kept nowhere. */
@PersonalData
public final class Archive {

  private final String name;
  private final byte[] content;

  private Archive(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  /**
   * Packs tables.
   *
   * @param what the first part of the file's name; plain letters and hyphens
   * @param tables each with its file's name, in order
   */
  static Archive of(String what, Instant now, Map<String, Csv> tables) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, Csv> table : tables.entrySet()) {
        ZipEntry entry = new ZipEntry(table.getKey());
        entry.setTimeLocal(LocalDateTime.ofInstant(now, ZoneOffset.UTC));
        zip.putNextEntry(entry);
        zip.write(table.getValue().toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Archive(what + "-" + now.toString().replace(":", "") + ".zip", bytes.toByteArray());
  }

  public String name() {
    return name;
  }

  public byte[] content() {
    return content.clone();
  }

  /** Says that something is here, and nothing of what it is. */
  @Override
  public String toString() {
    return "Archive[withheld]";
  }
}
