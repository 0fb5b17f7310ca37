package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.exports.Export;
import org.lockkeeper.compliance.exports.ExportPolicy;
import org.lockkeeper.compliance.exports.ExportRegister;
import org.lockkeeper.portal.exports.ExportWords;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/exports}: who takes what away and why, of all sellers; never what is in a file. */
@Named
@RequestScoped
public class AdminExports {

  private static final int LATEST = 100;

  private final ExportRegister register;
  private final DeletionCasesReader.SellerNames names;
  private final ExportPolicy policy;
  private final Texts texts;
  private @Nullable List<Row> rows;

  @Inject
  AdminExports(
      ExportRegister register,
      DeletionCasesReader.SellerNames names,
      ExportPolicy policy,
      Texts texts) {
    this.register = register;
    this.names = names;
    this.policy = policy;
    this.texts = texts;
  }

  /**
   * One export.
   *
   * @param digest the beginning of the file's SHA-256; empty text before it is made
   */
  public record Row(
      Instant askedAt,
      String seller,
      String who,
      String reason,
      String note,
      long count,
      String state,
      String look,
      String digest) {}

  /** The latest, newest first. */
  public List<Row> rows() {
    List<Row> read = rows;
    if (read == null) {
      read =
          register.places(LATEST, 0).stream()
              .flatMap(place -> register.one(place).stream())
              .map(this::row)
              .toList();
      rows = read;
    }
    return read;
  }

  private Row row(ExportRegister.Line line) {
    Export it = line.export();
    return new Row(
        it.askedAt(),
        names.of(it.seller()),
        line.person(),
        ExportWords.reason(it.reason(), texts),
        it.note(),
        it.rows(),
        ExportWords.state(it, texts),
        ExportWords.look(it),
        it.digest().map(digest -> digest.substring(0, 12)).orElse(""));
  }

  public int most() {
    return LATEST;
  }

  /** The day of the policy in force. */
  public String edition() {
    return policy.edition().toString();
  }

  /** With more rows than these, another person agrees first. */
  public int approvalRows() {
    return policy.approvalRows();
  }
}
