package org.lockkeeper.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text and signatures over it (C2SP {@code signed-note}). The text means nothing before {@link
 * #verify} has said who signed it.
 *
 * @param text what is signed; ends with a newline
 */
public record Note(String text, List<NoteSignature> signatures) {

  /** More than any of our notes needs, and than the format asks readers to accept. */
  static final int MOST_SIGNATURES = 64;

  /** In characters. */
  static final int LONGEST = 1 << 20;

  /**
   * One signature that a known key has made.
   *
   * @param time when a witness signed, in seconds since 1970; empty for other signatures
   */
  public record Verified(VerifierKey key, Optional<Long> time) {}

  public Note {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n")) {
      throw new ProofRefused("A note's text ends with a newline.");
    }
    if (text.length() > LONGEST) {
      throw new ProofRefused("The note is too long.");
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n')
        || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new ProofRefused("A note has no control characters but newlines.");
    }
  }

  /** A text that nobody has signed yet. */
  public static Note of(String text) {
    return new Note(text, List.of());
  }

  /**
   * Reads a note with at least one signature.
   *
   * @throws ProofRefused if it is not one, to the last byte
   */
  public static Note parse(String note) {
    if (note.length() > LONGEST) {
      throw new ProofRefused("The note is too long.");
    }
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n") || blank + 2 >= note.length()) {
      throw new ProofRefused("A note has a text, an empty line and signatures.");
    }
    String[] lines = note.substring(blank + 2, note.length() - 1).split("\n", -1);
    if (lines.length > MOST_SIGNATURES) {
      throw new ProofRefused("The note has too many signatures.");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines) {
      signatures.add(NoteSignature.parse(line));
    }
    return new Note(note.substring(0, blank + 1), signatures);
  }

  /** The same text with one more signature. */
  public Note with(NoteSignature signature) {
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new Note(text, more);
  }

  /** As it is written down; ends with a newline. */
  public String write() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString();
  }

  /**
   * Who of the known keys has signed. Signatures of unknown keys are passed over; each key counts
   * once.
   *
   * @return at least one
   * @throws ProofRefused if a known key's signature is not good, or no known key has signed
   */
  public List<Verified> verify(List<VerifierKey> known) {
    List<Verified> verified = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      for (VerifierKey key : known) {
        if (key.name().equals(signature.name()) && key.id() == signature.keyId()) {
          Verified by = key.verify(text, signature);
          if (verified.stream().noneMatch(earlier -> earlier.key().equals(key))) {
            verified.add(by);
          }
        }
      }
    }
    if (verified.isEmpty()) {
      throw new ProofRefused("No known key has signed the note.");
    }
    return verified;
  }
}
