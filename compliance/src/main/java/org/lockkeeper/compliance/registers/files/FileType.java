package org.lockkeeper.compliance.registers.files;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types of files that are taken. Archives and anything that runs are not among them. */
public enum FileType {
  PDF("application/pdf", "pdf"),
  PNG("image/png", "png"),
  JPEG("image/jpeg", "jpg jpeg"),
  JSON("application/json", "json"),
  /** Findings of a scanner, SARIF 2.1.0. */
  SARIF("application/sarif+json", "sarif"),
  CSV("text/csv", "csv"),
  TEXT("text/plain", "txt log md");

  private final String media;
  private final String endings;

  FileType(String media, String endings) {
    this.media = media;
    this.endings = endings;
  }

  /** The media type. */
  public String media() {
    return media;
  }

  /** The type that a name's ending promises. */
  public static Optional<FileType> promisedBy(String name) {
    int point = name.lastIndexOf('.');
    String ending = point < 1 ? "" : name.substring(point + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(type -> List.of(type.endings.split(" ", -1)).contains(ending))
        .findFirst();
  }
}
