package org.lockkeeper.compliance.certificates;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.Notices;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.TlogProof;
import org.lockkeeper.proof.VerifierKey;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Json;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.Trigger;

/** All that certificates need, in memory; its clock stands still, and it can die at any step. */
final class CertificateWorld {

  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  final SellerId seller = new SellerId(UUID.randomUUID());
  final DeletionCaseId deletionCase = new DeletionCaseId(UUID.randomUUID());
  final Map<String, Long> held = new HashMap<>();
  final List<AuditEntry> audit = new ArrayList<>();
  final List<Errand> errands = new ArrayList<>();
  final List<Account> people = new ArrayList<>();
  final List<Postman.Mail> mails = new ArrayList<>();
  final Map<UUID, Certificate> certificates = new LinkedHashMap<>();
  final Map<UUID, List<Certificate.Issue>> issues = new LinkedHashMap<>();
  final Map<Opaque, CertificateLinks.Link> links = new HashMap<>();
  final Map<String, Integer> failures = new HashMap<>();
  List<LegalHold> holds = List.of();
  Optional<ErasureReport> report;
  Instant now = NOON;
  boolean sealing = true;
  int signatures;
  int dieAtSignature = -1;

  private final KeyPair signer = pair("EC");
  private final KeyPair logger = pair("EC");
  private final KeyPair witness = pair("Ed25519");

  CertificateWorld() {
    report =
        Optional.of(
            new ErasureReport(
                deletionCase,
                seller,
                List.of("shopify/harbor.example", "amazon/A1"),
                Trigger.ACCOUNT_CLOSED,
                NOON.minus(Duration.ofDays(2)),
                NOON.plus(Duration.ofDays(28)),
                NOON.minusSeconds(60),
                List.of(
                    store("orders.sales_order", ErasureReport.Method.FIELDS_STRIPPED, 41_204),
                    store("keys.look_up_token", ErasureReport.Method.ROWS_DELETED, 188_112),
                    store("keys.order_key", ErasureReport.Method.KEYS_DESTROYED, 41_204),
                    store("credentials.secret", ErasureReport.Method.SECRET_DESTROYED, 3)),
                List.of(
                    new ErasureReport.Kept(
                        "audit.audit_event",
                        212,
                        "R-49",
                        Optional.of(NOON.plus(Duration.ofDays(395)))),
                    new ErasureReport.Kept("access.account", 1, "R-73", Optional.empty())),
                NOON.plus(Duration.ofDays(28)),
                Optional.empty(),
                LocalDate.parse("2026-11-22"),
                "task:run-deletion-case",
                java.util.stream.IntStream.range(0, 5)
                    .mapToObj(i -> new OrderId(new UUID(7, i)))
                    .toList()));
    person(true);
  }

  UUID person(boolean disabled) {
    UUID id = UUID.randomUUID();
    people.add(
        new Account(
            seller,
            id,
            "owner" + people.size() + "@harbor.example",
            "",
            Role.SELLER_OWNER,
            disabled,
            ZoneId.of("Europe/Madrid"),
            Locale.of("es"),
            Account.Theme.SYSTEM));
    return id;
  }

  private static ErasureReport.Store store(String name, ErasureReport.Method method, long before) {
    return new ErasureReport.Store(
        name,
        method,
        before,
        0,
        Digests.hex(name.getBytes(StandardCharsets.US_ASCII)),
        NOON.minusSeconds(60));
  }

  static LegalHold hold(SellerId seller) {
    return new LegalHold(
        UUID.randomUUID(),
        seller,
        new LegalHold.Scope.OneOrder(new OrderId(new UUID(8, 8))),
        Set.of(DataKind.BUYER),
        "in the words of the owner",
        "28 U.S.C. 1782",
        UUID.randomUUID(),
        NOON,
        NOON.plus(Duration.ofDays(90)));
  }

  private static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] sign(KeyPair pair, byte[] message) {
    try {
      java.security.Signature signature =
          java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private final AuditStore store =
      new AuditStore() {
        @Override
        public void append(SellerId of, List<AuditEntry> entries) {
          audit.addAll(entries);
        }

        @Override
        public List<AuditEntry> about(SellerId of, String object) {
          return audit.stream().filter(e -> e.object().equals(object)).toList();
        }
      };

  private final Certificates kept =
      new Certificates() {
        @Override
        public boolean add(Certificate certificate) {
          boolean there =
              certificates.values().stream()
                  .anyMatch(
                      c ->
                          c.deletionCase().equals(certificate.deletionCase())
                              && c.stage() == certificate.stage());
          if (!there) {
            certificates.put(certificate.id(), certificate);
          }
          return !there;
        }

        @Override
        public Optional<Certificate> find(
            SellerId of, DeletionCaseId id, org.lockkeeper.retention.CertificateStage stage) {
          return certificates.values().stream()
              .filter(c -> c.seller().equals(of))
              .filter(c -> c.deletionCase().equals(id) && c.stage() == stage)
              .findFirst();
        }

        @Override
        public Optional<Certificate> find(SellerId of, UUID id) {
          return Optional.ofNullable(certificates.get(id)).filter(c -> c.seller().equals(of));
        }

        @Override
        public List<Listed> all(SellerId of) {
          return certificates.values().stream()
              .filter(c -> c.seller().equals(of))
              .map(
                  c -> {
                    Certificate.Issue newest = issues(of, c.id()).getFirst();
                    return new Listed(
                        c.id(),
                        c.deletionCase(),
                        c.stage(),
                        "",
                        c.orders().size(),
                        c.at(),
                        newest.number(),
                        newest.at(),
                        newest.sealing().map(Certificate.Sealing::at));
                  })
              .toList();
        }

        @Override
        public boolean add(SellerId of, UUID certificate, Certificate.Issue issue) {
          List<Certificate.Issue> all =
              issues.computeIfAbsent(certificate, id -> new ArrayList<>());
          if (all.stream().anyMatch(i -> i.number() == issue.number())) {
            return false;
          }
          all.addFirst(issue);
          return true;
        }

        @Override
        public List<Certificate.Issue> issues(SellerId of, UUID certificate) {
          return find(of, certificate)
              .map(c -> List.copyOf(issues.getOrDefault(certificate, List.of())))
              .orElse(List.of());
        }

        @Override
        public List<String> keys() {
          return issues.values().stream()
              .flatMap(List::stream)
              .map(Certificate.Issue::jwk)
              .distinct()
              .toList();
        }

        @Override
        public Optional<Issued> issue(SellerId of, UUID id) {
          return issues.entrySet().stream()
              .flatMap(e -> e.getValue().stream().map(issue -> new Issued(e.getKey(), issue)))
              .filter(issued -> issued.issue().id().equals(id))
              .findFirst();
        }

        @Override
        public void seal(SellerId of, UUID id, Certificate.Sealing place) {
          issues
              .values()
              .forEach(
                  all ->
                      all.replaceAll(
                          i ->
                              i.id().equals(id) && i.sealing().isEmpty()
                                  ? new Certificate.Issue(
                                      i.id(),
                                      i.number(),
                                      i.at(),
                                      i.jws(),
                                      i.jwk(),
                                      Optional.of(place))
                                  : i));
        }
      };

  private final SealedLog log =
      new SealedLog() {
        @Override
        public Optional<Receipt> receipt(SellerId of, UUID entry) {
          return sealing
              ? audit.stream().filter(e -> e.id().equals(entry)).findFirst().map(e -> place(e))
              : Optional.empty();
        }

        @Override
        public State state() {
          return new State(
              0, 0, 0, "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
      };

  private VerifierKey logKey() {
    return VerifierKey.ecdsa("log.example", logger.getPublic().getEncoded());
  }

  private VerifierKey witnessKey() {
    return VerifierKey.witness("witness.example", witness.getPublic().getEncoded());
  }

  /** A log of this one entry. */
  private SealedLog.Receipt place(AuditEntry entry) {
    Map<String, Json> facts = new HashMap<>();
    entry.facts().forEach((name, value) -> facts.put(name, new Json.Text(value)));
    String leaf =
        new String(
            new Json.Members(
                    Map.of(
                        "action",
                        new Json.Text(entry.action()),
                        "object",
                        new Json.Text(entry.object()),
                        "seller",
                        new Json.Text(entry.seller().toString()),
                        "facts",
                        new Json.Members(facts)))
                .canonical(),
            StandardCharsets.UTF_8);
    String text =
        new Checkpoint("log.example", 1, Hash.leaf(leaf.getBytes(StandardCharsets.UTF_8))).text();
    Note note =
        Note.of(text)
            .with(logKey().signed(text, sign(logger, text.getBytes(StandardCharsets.UTF_8))))
            .with(witnessKey().cosign(witness.getPrivate(), text, now.getEpochSecond()));
    return new SealedLog.Receipt(0, 0, leaf, TlogProof.of(0, List.of(), note).text());
  }

  private final Errands queue =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          if (!errands.contains(errand)) {
            errands.add(errand);
          }
        }

        @Override
        public void now(Errand errand) {
          soon(errand);
        }
      };

  private final Accounts accounts =
      new Accounts() {
        @Override
        public Optional<WithHash> byLogin(String login) {
          return people.stream()
              .filter(a -> a.login().equals(login))
              .findFirst()
              .map(a -> new WithHash(a, "none"));
        }

        @Override
        public Optional<Account> byId(UUID id) {
          return people.stream().filter(a -> a.id().equals(id)).findFirst();
        }

        @Override
        public List<Account> all(SellerId of) {
          return people.stream().filter(a -> a.seller().equals(of)).toList();
        }

        @Override
        public void add(Account account, String passwordHash, Instant at) {
          people.add(account);
        }

        @Override
        public void signedIn(Account account, Instant at) {}

        @Override
        public void prefer(Account account, ZoneId zone, Locale language, Account.Theme theme) {}
      };

  private final SecureRandom random = new SecureRandom();
  private final AuditTrail trail = new AuditTrail(store, new Ids(clock, random), clock);

  private final IssueSteps issueSteps =
      new IssueSteps(
          kept,
          (of, id) -> report.filter(r -> r.seller().equals(of) && r.id().equals(id)),
          (of, id) -> held,
          (of, at) -> holds,
          new Sellers() {
            @Override
            public boolean close(SellerId of, Instant at) {
              throw new UnsupportedOperationException();
            }

            @Override
            public Optional<Instant> closedAt(SellerId of) {
              return Optional.empty();
            }

            @Override
            public void add(SellerId of, String name, Instant at) {}

            @Override
            public Optional<String> name(SellerId of) {
              return Optional.of("Muñoz & Söhne 株式会社");
            }

            @Override
            public List<SellerId> find(String wanted, int most) {
              throw new UnsupportedOperationException();
            }

            @Override
            public List<SellerId> ids() {
              return List.of(seller);
            }
          },
          accounts,
          log,
          trail,
          queue,
          new Ids(clock, random),
          random,
          clock);

  private final SignIssue sign =
      new SignIssue(
          new Signer() {
            @Override
            public VerificationKey key(Use use) {
              return new VerificationKey("k1", new Opaque(signer.getPublic().getEncoded()));
            }

            @Override
            public Signature sign(Use use, byte[] message) {
              if (signatures++ == dieAtSignature) {
                throw new Died();
              }
              return new Signature("k1", new Opaque(CertificateWorld.sign(signer, message)));
            }
          });

  private final LinkSteps linkSteps =
      new LinkSteps(
          new CertificateLinks() {
            @Override
            public void add(Link link) {
              links.put(link.digest(), link);
            }

            @Override
            public Optional<Link> find(Opaque digest) {
              return Optional.ofNullable(links.get(digest));
            }

            @Override
            public int purge(SellerId of, Instant at) {
              int before = links.size();
              links.values().removeIf(link -> !at.isBefore(link.endsAt()));
              return before - links.size();
            }
          },
          kept,
          accounts,
          new SignInThrottle() {
            @Override
            public int failures(byte[] subject, Instant at) {
              return failures.getOrDefault(Digests.hex(subject), 0);
            }

            @Override
            public void failed(byte[] subject, Instant at, Instant windowEndsAt) {
              failures.merge(Digests.hex(subject), 1, Integer::sum);
            }

            @Override
            public void forgive(byte[] subject) {
              failures.computeIfPresent(Digests.hex(subject), (key, count) -> count - 1);
            }

            @Override
            public void clear(byte[] subject) {
              failures.remove(Digests.hex(subject));
            }
          },
          code -> URI.create("https://portal.example/certificate#" + code),
          trail,
          queue,
          random,
          clock);

  /** What our own people were told. */
  final List<Notice> told = new ArrayList<>();

  /** A board on which the same notice hangs once. */
  private record RaisedNotices(List<Notice> told) implements Notices {

    @Override
    public boolean raise(Notice notice) {
      boolean known =
          told.stream()
              .anyMatch(
                  one ->
                      one.kind() == notice.kind()
                          && one.subject().equals(notice.subject())
                          && one.daysBefore() == notice.daysBefore());
      return !known && told.add(notice);
    }

    @Override
    public Optional<Notice> find(SellerId seller, UUID id) {
      return Optional.empty();
    }

    @Override
    public List<Notice> open(SellerId seller) {
      return List.copyOf(told);
    }

    @Override
    public void dismiss(SellerId seller, UUID id, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean mayMail(SellerId seller, UUID id, UUID account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void mailed(SellerId seller, UUID id, UUID account, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SellerId> sellersWithEnds(Instant before) {
      throw new UnsupportedOperationException();
    }
  }

  final IssueCertificate issue =
      new IssueCertificate(
          issueSteps,
          sign,
          new TellPeople(
              new RaisedNotices(told), accounts, queue, trail, new Ids(clock, random), clock));
  final ReissueCertificate reissue = new ReissueCertificate(issueSteps, sign);
  final SealIssue seal =
      new SealIssue(
          new SealSteps(
              kept,
              linkSteps,
              store,
              log,
              new LogKeys() {
                @Override
                public List<VerifierKey> log() {
                  return List.of(logKey());
                }

                @Override
                public List<VerifierKey> witnesses() {
                  return List.of(witnessKey());
                }
              },
              clock));
  final DownloadCertificate download = new DownloadCertificate(issueSteps, linkSteps, trail);
  final SendLinksAgain again = new SendLinksAgain(linkSteps);
  private final MailCertificateLink mail = new MailCertificateLink(linkSteps, mails::add);

  /** The node dies. */
  static final class Died extends RuntimeException {}

  /** Runs what waits until nothing is left, or the same errand waits again. */
  List<ErrandHandler.Outcome> runErrands() {
    List<ErrandHandler.Outcome> outcomes = new ArrayList<>();
    List<ErrandHandler> handlers = List.of(issue, seal, mail, again);
    for (int i = 0; i < 50 && !errands.isEmpty(); i++) {
      Errand errand = errands.removeFirst();
      ErrandHandler.Outcome outcome =
          handlers.stream()
              .filter(h -> h.kind().equals(errand.kind()))
              .findFirst()
              .orElseThrow()
              .run(errand);
      outcomes.add(outcome);
      if (!outcome.equals(ErrandHandler.Outcome.DONE)) {
        errands.add(errand);
        return outcomes;
      }
    }
    return outcomes;
  }
}
