package org.lockkeeper.compliance.certificates;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lockkeeper.proof.jose.Json;
import org.lockkeeper.retention.DeletionCertificate;
import org.lockkeeper.retention.ErasureReport;

/** A certificate's content as a document: every fact of it, each in one place. */
final class CertificateContent {

  /** The version of this form. */
  static final long VERSION = 1;

  private CertificateContent() {}

  /** The document. */
  static Json.Members of(DeletionCertificate certificate) {
    ErasureReport report = certificate.report();
    Map<String, Json> all = new LinkedHashMap<>();
    all.put("version", new Json.Whole(VERSION));
    all.put("stage", new Json.Whole(certificate.stage().number()));
    all.put("case", text(report.id()));
    all.put(
        "seller",
        new Json.Members(
            Map.of("id", text(report.seller()), "name", text(certificate.sellerName()))));
    all.put("channels", texts(report.channels()));
    all.put("trigger", text(report.trigger()));
    all.put("requestedAt", time(report.requestedAt()));
    all.put("dueBy", time(report.dueBy()));
    all.put("completedAt", time(report.erasedAt()));
    all.put(
        "stores", new Json.Items(report.stores().stream().map(CertificateContent::store).toList()));
    all.put("kept", new Json.Items(report.kept().stream().map(CertificateContent::kept).toList()));
    all.put(
        "holds",
        new Json.Items(certificate.holds().stream().map(CertificateContent::hold).toList()));
    all.put("backupsEndAt", time(report.backupsEndAt()));
    report.keysDestroyedAt().ifPresent(at -> all.put("keysDestroyedAt", time(at)));
    all.put("verifiedAt", time(certificate.verifiedAt()));
    all.put("verifier", text(certificate.verifier()));
    all.put("operator", text(report.operator()));
    all.put("policy", text(report.edition()));
    all.put(
        "orders",
        new Json.Members(
            Map.of(
                "count",
                new Json.Whole(report.orders().size()),
                "root",
                text(certificate.ordersRoot()))));
    return new Json.Members(all);
  }

  private static Json store(ErasureReport.Store store) {
    return new Json.Members(
        Map.of(
            "store",
            text(store.store()),
            "method",
            text(store.method()),
            "before",
            new Json.Whole(store.before()),
            "after",
            new Json.Whole(store.after()),
            "queryDigest",
            text(store.queryDigest().toLowerCase(Locale.ROOT)),
            "verifiedAt",
            time(store.verifiedAt())));
  }

  private static Json kept(ErasureReport.Kept kept) {
    Map<String, Json> all = new LinkedHashMap<>();
    all.put("what", text(kept.what()));
    all.put("count", new Json.Whole(kept.count()));
    all.put("reason", text(kept.reason()));
    kept.until().ifPresent(until -> all.put("until", time(until)));
    return new Json.Members(all);
  }

  private static Json hold(DeletionCertificate.Hold hold) {
    return new Json.Members(
        Map.of(
            "scope",
            text(hold.scope()),
            "kinds",
            texts(hold.kinds()),
            "basis",
            text(hold.basis()),
            "endsAt",
            time(hold.endsAt())));
  }

  private static Json texts(List<String> values) {
    return new Json.Items(values.stream().map(CertificateContent::text).toList());
  }

  private static Json text(Object value) {
    return new Json.Text(value.toString());
  }

  private static Json time(Instant at) {
    return new Json.Text(at.toString());
  }
}
