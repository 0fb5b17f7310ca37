package org.lockkeeper.compliance.pack;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.CertificateZip;
import org.lockkeeper.proof.jose.Json;

/** Asks for a pack, hands packs out, and compares them. Each step is in the audit log. */
@UseCase
public class AskPack {

  private static final int SHOWN = 50;

  /** No pack takes so long; one that does was lost with its node. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final EvidencePacks packs;
  private final Editions editions;
  private final AccessPolicy access;
  private final Errands errands;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public AskPack(
      EvidencePacks packs,
      Editions editions,
      AccessPolicy access,
      Errands errands,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.packs = packs;
    this.editions = editions;
    this.access = access;
    this.errands = errands;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** A file that leaves. */
  public record File(String name, String type, Opaque bytes) {}

  /**
   * Has one made in the background. One that was being made for over an hour has failed by then.
   *
   * @return empty if one is being made, or the person may not
   */
  public Optional<EvidencePack> ask(Account by) {
    if (!access.may(by.role(), Permission.CONTROLS_WORK)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    giveUpBefore(now.minus(LONGEST), now);
    ControlCatalogue catalogue = editions.inForce();
    EvidencePack fresh =
        new EvidencePack(
            ids.next(),
            packs.nextNumber(),
            catalogue.edition(),
            by.id(),
            now,
            EvidencePack.State.MAKING,
            0,
            catalogue.proofs().size(),
            Optional.empty());
    if (!packs.add(fresh)) {
      return Optional.empty();
    }
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "evidence-pack.asked",
        fresh.object(),
        Map.of(
            "number", Integer.toString(fresh.number()), "edition", catalogue.edition().toString()));
    errands.soon(MakePack.errand(fresh.id()));
    return Optional.of(fresh);
  }

  private void giveUpBefore(Instant asked, Instant now) {
    packs.newest(SHOWN).stream()
        .filter(pack -> pack.state() == EvidencePack.State.MAKING)
        .filter(pack -> pack.askedAt().isBefore(asked))
        .forEach(
            pack -> {
              packs.failed(pack.id(), now);
              audit.record(
                  SellerId.PLATFORM,
                  MakePack.TASK,
                  "evidence-pack.failed",
                  pack.object(),
                  Map.of("number", Integer.toString(pack.number())));
            });
  }

  /** The packs, the newest first. */
  public List<EvidencePack> newest() {
    return packs.newest(SHOWN);
  }

  /** One of them. */
  public Optional<EvidencePack> find(UUID id) {
    return packs.find(id);
  }

  /** The ZIP; that it left is in the audit log before it does. */
  public Optional<File> zip(Account by, UUID id) {
    return taken(by, id, "zip")
        .map(found -> new File(found.pack().fileName(), "application/zip", found.zip()));
  }

  /** The report of a pack as one page of HTML. */
  public Optional<File> report(Account by, UUID id) {
    return taken(by, id, "report")
        .map(
            found ->
                new File(
                    found.pack().fileName().replace(".zip", ".html"),
                    "text/html",
                    new Opaque(
                        CertificateZip.read(found.zip().bytes())
                            .getOrDefault(PackFiles.REPORT, new byte[0]))));
  }

  private record Taken(EvidencePack pack, Opaque zip) {}

  private Optional<Taken> taken(Account by, UUID id, String form) {
    if (!access.may(by.role(), Permission.CONTROLS_READ)) {
      return Optional.empty();
    }
    Optional<EvidencePack> pack =
        packs.find(id).filter(found -> found.state() == EvidencePack.State.READY);
    Optional<byte[]> zip = pack.flatMap(found -> packs.zip(found.id()));
    if (pack.isEmpty() || zip.isEmpty()) {
      return Optional.empty();
    }
    audit.recordFirst(
        SellerId.PLATFORM,
        by.actor(),
        "evidence-pack.taken",
        pack.get().object(),
        Map.of(
            "form",
            form,
            "sha256",
            pack.get().result().map(EvidencePack.Result::sha256).orElse("")));
    return Optional.of(new Taken(pack.get(), new Opaque(zip.get())));
  }

  /** What changed from an earlier pack to this one; empty if one of them is not ready. */
  public Optional<PackDifference> difference(UUID before, UUID after) {
    Optional<byte[]> one = packs.answers(before);
    Optional<byte[]> other = packs.answers(after);
    return one.flatMap(
        was -> other.map(is -> PackDifference.between(PackFiles.read(was), PackFiles.read(is))));
  }

  /** The public keys that signed packs, as a JWK set (RFC 7517, section 5). */
  public byte[] keys() {
    List<Json> all =
        packs.keys().stream()
            .<Json>map(jwk -> Json.parse(jwk.getBytes(StandardCharsets.UTF_8)))
            .toList();
    return new Json.Members(Map.of("keys", new Json.Items(all))).canonical();
  }
}
