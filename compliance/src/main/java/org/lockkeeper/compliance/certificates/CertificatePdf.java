package org.lockkeeper.compliance.certificates;

import static org.lockkeeper.compliance.certificates.PdfSheet.LEFT;
import static org.lockkeeper.compliance.certificates.PdfSheet.WIDTH;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.lockkeeper.compliance.certificates.PdfSheet.Cell;
import org.lockkeeper.compliance.certificates.PdfSheet.Ink;
import org.lockkeeper.compliance.disposal.StoreWords;
import org.lockkeeper.proof.certificate.CertificateFiles;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.EcKey;
import org.lockkeeper.proof.jose.Json;

/**
 * The certificate for reading and printing. It carries the signed document as a file, and says that
 * only that one counts.
 */
final class CertificatePdf {

  private static final float SIZE = 9.5f;
  private static final float SMALL = 8.5f;
  private static final float LABEL = 132;

  private final CertificateTexts texts;
  private final StoreWords stores;
  private final Certificate certificate;
  private final Certificate.Issue issue;
  private final Json.Members content;
  private final String code;

  private CertificatePdf(Certificate certificate, Certificate.Issue issue) {
    byte[] canonical = certificate.content().getBytes(StandardCharsets.UTF_8);
    this.texts = new CertificateTexts(certificate.language());
    this.stores = new StoreWords(texts.language());
    this.certificate = certificate;
    this.issue = issue;
    this.content = Json.parse(canonical);
    this.code = Digests.shortCode(canonical);
  }

  /** The PDF of an issue; the same for the same issue. */
  static byte[] of(Certificate certificate, Certificate.Issue issue) {
    return new CertificatePdf(certificate, issue).bytes();
  }

  private byte[] bytes() {
    try (PdfSheet sheet = new PdfSheet()) {
      head(sheet);
      facts(sheet);
      stores(sheet);
      kept(sheet);
      check(sheet);
      sheet.feet(texts.of("pdf.foot", code), (page, pages) -> texts.of("pdf.page", page, pages));
      return sheet.bytes(
          texts.of("pdf.title"),
          texts.language().getLanguage(),
          issue.at(),
          CertificateFiles.CERTIFICATE,
          issue.jws().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate cannot be drawn", e);
    }
  }

  private void head(PdfSheet sheet) throws IOException {
    sheet.bar(46);
    sheet.down(15);
    sheet.write(LEFT + 16, texts.of("pdf.title"), 19, true, Ink.TEXT);
    sheet.down(20);
    sheet.write(
        LEFT + 16,
        texts.of("pdf.stage." + certificate.stage().number()),
        SIZE + 1,
        false,
        Ink.PRIMARY);
    sheet.down(28);
    sheet.paragraph(
        LEFT,
        WIDTH,
        texts.of("pdf.sentence." + certificate.stage().number(), seller()),
        SIZE + 1,
        false,
        Ink.TEXT);
    sheet.down(8);
  }

  private String seller() {
    String name = content.members("seller").text("name");
    return name.isEmpty() ? content.members("seller").text("id") : name;
  }

  private void fact(PdfSheet sheet, String key, String value) throws IOException {
    sheet.row(
        SIZE,
        true,
        List.of(
            Cell.of(LEFT, LABEL - 12, texts.of("pdf.label." + key)).quiet(),
            Cell.of(LEFT + LABEL, WIDTH - LABEL, value)));
  }

  private void title(PdfSheet sheet, String key) throws IOException {
    sheet.down(12);
    sheet.room(60);
    sheet.paragraph(LEFT, WIDTH, texts.of("pdf.heading." + key), 12, true, Ink.TEXT);
    sheet.down(4);
  }

  private String time(String name) {
    return texts.time(Instant.parse(content.text(name)));
  }

  private static List<String> words(List<Json> list) {
    return list.stream().map(item -> item instanceof Json.Text text ? text.value() : "").toList();
  }

  private void facts(PdfSheet sheet) throws IOException {
    fact(sheet, "code", code);
    fact(sheet, "seller", seller() + " (" + content.members("seller").text("id") + ")");
    String channels = String.join(", ", words(content.list("channels")));
    fact(sheet, "channels", channels.isEmpty() ? texts.of("pdf.none") : channels);
    fact(sheet, "trigger", texts.word("trigger", content.text("trigger")));
    fact(sheet, "requested", time("requestedAt"));
    fact(sheet, "due", time("dueBy"));
    fact(sheet, "completed", time("completedAt"));
    fact(sheet, "backups", time("backupsEndAt"));
    if (content.find("keysDestroyedAt").isPresent()) {
      fact(sheet, "keys", time("keysDestroyedAt"));
    }
    fact(sheet, "orders", texts.number(content.members("orders").number("count")));
    fact(sheet, "case", content.text("case"));
  }

  private void stores(PdfSheet sheet) throws IOException {
    title(sheet, "stores");
    float[] at = {0, 190, 300, 360, 408};
    sheet.row(
        SMALL,
        false,
        List.of(
            Cell.of(LEFT, at[1] - 8, texts.of("pdf.label.store")).quiet(),
            Cell.of(LEFT + at[1], at[2] - at[1] - 8, texts.of("pdf.label.method")).quiet(),
            Cell.of(LEFT + at[2], at[3] - at[2] - 8, texts.of("pdf.label.before"))
                .quiet()
                .toTheRight(),
            Cell.of(LEFT + at[3], at[4] - at[3] - 8, texts.of("pdf.label.after"))
                .quiet()
                .toTheRight(),
            Cell.of(LEFT + at[4], WIDTH - at[4], texts.of("pdf.label.query")).quiet()));
    for (Json each : content.list("stores")) {
      if (each instanceof Json.Members store) {
        sheet.row(
            SMALL,
            true,
            List.of(
                Cell.of(LEFT, at[1] - 8, stores.store(store.text("store"))),
                Cell.of(
                    LEFT + at[1], at[2] - at[1] - 8, texts.word("method", store.text("method"))),
                Cell.of(LEFT + at[2], at[3] - at[2] - 8, texts.number(store.number("before")))
                    .toTheRight(),
                Cell.of(LEFT + at[3], at[4] - at[3] - 8, texts.number(store.number("after")))
                    .strong()
                    .toTheRight(),
                Cell.of(
                        LEFT + at[4],
                        WIDTH - at[4],
                        store.text("queryDigest").substring(0, 16) + "\u2026")
                    .quiet()));
      }
    }
  }

  private void kept(PdfSheet sheet) throws IOException {
    title(sheet, "kept");
    List<Json> kept = content.list("kept");
    if (kept.isEmpty()) {
      sheet.paragraph(LEFT, WIDTH, texts.of("pdf.kept.none"), SIZE, false, Ink.TEXT);
    }
    for (Json each : kept) {
      if (each instanceof Json.Members one) {
        String until =
            one.find("until").isPresent()
                ? texts.of("pdf.until", texts.day(Instant.parse(one.text("until"))))
                : "";
        sheet.row(
            SMALL,
            true,
            List.of(
                Cell.of(LEFT, 182, stores.store(one.text("what"))),
                Cell.of(LEFT + 190, 50, texts.number(one.number("count"))).toTheRight(),
                Cell.of(LEFT + 262, WIDTH - 262, reason(one.text("reason")) + until)));
      }
    }
    title(sheet, "holds");
    List<Json> holds = content.list("holds");
    if (holds.isEmpty()) {
      sheet.paragraph(LEFT, WIDTH, texts.of("pdf.holds.none"), SIZE, false, Ink.TEXT);
    }
    for (Json each : holds) {
      if (each instanceof Json.Members hold) {
        sheet.row(
            SMALL,
            true,
            List.of(
                Cell.of(LEFT, 240, hold.text("scope")),
                Cell.of(
                    LEFT + 250,
                    WIDTH - 250,
                    hold.text("basis")
                        + texts.of("pdf.until", texts.day(Instant.parse(hold.text("endsAt")))))));
      }
    }
  }

  private String reason(String reason) {
    return stores.reason(reason);
  }

  private void check(PdfSheet sheet) throws IOException {
    title(sheet, "check");
    sheet.paragraph(LEFT, WIDTH, texts.of("pdf.check"), SIZE, false, Ink.TEXT);
    sheet.down(6);
    fact(sheet, "issued", texts.time(issue.at()) + " (" + issue.number() + ")");
    fact(sheet, "verified", time("verifiedAt") + ", " + content.text("verifier"));
    fact(sheet, "operator", content.text("operator"));
    fact(sheet, "policy", content.text("policy"));
    fact(sheet, "key", EcKey.parse(issue.jwk().getBytes(StandardCharsets.UTF_8)).kid());
    fact(sheet, "digest", Digests.hex(certificate.content().getBytes(StandardCharsets.UTF_8)));
    fact(sheet, "root", content.members("orders").text("root"));
    issue
        .sealing()
        .ifPresent(
            place -> {
              try {
                fact(
                    sheet,
                    "log",
                    texts.of("pdf.log", place.epoch(), String.valueOf(place.index())));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
