package org.lockkeeper.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lockkeeper.proof.certificate.CertificateCheck;
import org.lockkeeper.proof.certificate.CertificateFiles;
import org.lockkeeper.proof.certificate.CertificateZip;
import org.lockkeeper.proof.certificate.Finding;
import org.lockkeeper.proof.certificate.Finding.Verdict;
import org.lockkeeper.proof.certificate.Trust;
import org.lockkeeper.proof.jose.Malformed;

/**
 * Checks the ZIP of a certificate and prints each line that has to hold. Exit code 0: all hold. 1:
 * at least one was refused. 2: nothing could be checked, since something could not be read or was
 * asked for wrongly.
 */
public final class Verifier {

  private static final String USAGE =
      """
      usage: java -jar lockkeeper-verifier.jar [--keys FILE] [--order ID] certificate.zip
             java -jar lockkeeper-verifier.jar --page > verify.html

        --keys FILE   believe only the keys in this file, which the operator publishes at
                      /.well-known/lockkeeper-keys; get it once, by another way than the ZIP
        --order ID    also say whether this order is on the certificate
        --page        write the web page that makes the same checks in a browser

      exit code: 0 every line holds, 1 a line was refused, 2 nothing could be checked
      """;

  private final PrintStream out;
  private final PrintStream err;

  Verifier(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new Verifier(System.out, System.err).run(List.of(args)));
  }

  /** Runs it and returns the exit code. */
  int run(List<String> args) {
    Optional<Path> keys = Optional.empty();
    Optional<String> order = Optional.empty();
    Optional<Path> zip = Optional.empty();
    Deque<String> rest = new ArrayDeque<>(args);
    try {
      while (!rest.isEmpty()) {
        String word = rest.removeFirst();
        if (word.equals("--page") && args.size() == 1) {
          return page();
        } else if (word.equals("--keys") && !rest.isEmpty() && keys.isEmpty()) {
          keys = Optional.of(Path.of(rest.removeFirst()));
        } else if (word.equals("--order") && !rest.isEmpty() && order.isEmpty()) {
          order = Optional.of(rest.removeFirst());
        } else if (!word.startsWith("--") && zip.isEmpty()) {
          zip = Optional.of(Path.of(word));
        } else {
          return wrong(USAGE);
        }
      }
      return zip.isEmpty() ? wrong(USAGE) : check(zip.get(), keys, order);
    } catch (IOException | InvalidPathException e) {
      return wrong("It cannot be read: " + e.getClass().getSimpleName() + "\n");
    }
  }

  private int wrong(String words) {
    err.print(words);
    return 2;
  }

  private int page() throws IOException {
    try (InputStream in = CertificateFiles.class.getResourceAsStream(CertificateFiles.PAGE)) {
      out.write(Objects.requireNonNull(in).readAllBytes());
      out.flush();
    }
    return 0;
  }

  private int check(Path zip, Optional<Path> keys, Optional<String> order) throws IOException {
    Optional<Trust> trust = Optional.empty();
    if (keys.isPresent()) {
      try {
        trust = Optional.of(Trust.parse(Files.readAllBytes(keys.get())));
      } catch (Malformed e) {
        return wrong("The file of keys is not the published one: " + e.getMessage() + ".\n");
      }
    }
    if (Files.size(zip) > CertificateZip.LONGEST) {
      return refused("the ZIP is larger than a certificate's can be");
    }
    Map<String, byte[]> files;
    try {
      files = CertificateZip.read(Files.readAllBytes(zip));
    } catch (Malformed e) {
      return refused(String.valueOf(e.getMessage()));
    }
    return print(CertificateCheck.of(files, trust, order));
  }

  private int refused(String why) {
    return print(
        List.of(
            new Finding(
                Finding.Check.FILES,
                Verdict.FAILED,
                why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1) + ".")));
  }

  private int print(List<Finding> findings) {
    for (Finding finding : findings) {
      line(
          "%-12s %-11s %s"
              .formatted(
                  finding.verdict().name().replace('_', ' '),
                  finding.check().name(),
                  finding.sentence()));
    }
    Optional<Finding> failed =
        findings.stream().filter(f -> f.verdict() == Verdict.FAILED).findFirst();
    if (failed.isPresent()) {
      line("");
      line("REFUSED at the line " + failed.get().check() + ": " + failed.get().sentence());
      return 1;
    }
    line("");
    line(
        findings.stream().anyMatch(f -> f.verdict() == Verdict.UNPROVEN)
            ? "The certificate holds IF the keys are the real ones: none were given with --keys."
            : "The certificate holds.");
    return 0;
  }

  private void line(String words) {
    byte[] bytes = (words + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
