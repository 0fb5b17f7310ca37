package org.lockkeeper.compliance.pack;

import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** Everything around a pack, in memory; each proof can be turned off. */
final class PackWorld {

  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  final Books books = new Books();
  final Packs packs = new Packs();
  final Set<String> off = new HashSet<>();
  final Set<String> broken = new HashSet<>();
  final List<AuditEntry> audited = new ArrayList<>();
  final List<Errand> errands = new ArrayList<>();
  final Editions editions;
  final AssessControls assess;
  final MakePack make;
  final AskPack ask;
  final CloseGaps gaps;
  final TrackQuestionnaires questionnaires;
  final Account admin = account(Role.ADMIN);
  final Account auditor = account(Role.AUDITOR);

  PackWorld() {
    this(List.of(ControlCatalogue.edition(LocalDate.of(2026, 11, 22))));
  }

  PackWorld(List<ControlCatalogue> catalogues) {
    editions = new Editions(catalogues, clock);
    AuditTrail audit = new AuditTrail(new Kept(), ids(), clock);
    AccessPolicy access = new AccessPolicy();
    Errands later = errands(errands);
    assess =
        new AssessControls(
            editions, new AssessControls.Steps(books, List.<ProofSource>of(this::proofs)), clock);
    make =
        new MakePack(
            assess,
            new MakePack.Steps(packs, List.<PackExtract>of(), audit),
            emptyLog(),
            new KeyOfTheTest(),
            clock);
    ask = new AskPack(packs, editions, access, later, audit, ids(), clock);
    gaps = new CloseGaps(books, editions, access, audit, ids(), clock);
    questionnaires = new TrackQuestionnaires(books, packs, editions, access, audit, ids(), clock);
  }

  private Ids ids() {
    return new Ids(clock, new SecureRandom());
  }

  private static Errands errands(List<Errand> kept) {
    return (Errands)
        Proxy.newProxyInstance(
            Errands.class.getClassLoader(),
            new Class<?>[] {Errands.class},
            (proxy, method, arguments) -> {
              kept.add((Errand) arguments[0]);
              return null;
            });
  }

  /** A log without a checkpoint. */
  private static LogTree emptyLog() {
    return (LogTree)
        Proxy.newProxyInstance(
            LogTree.class.getClassLoader(),
            new Class<?>[] {LogTree.class},
            (proxy, method, arguments) ->
                method.getReturnType() == Optional.class ? Optional.empty() : List.of());
  }

  /** Figures as wide as a figure can be. */
  static Map<String, String> figures(ControlCatalogue catalogue, String proof) {
    Map<String, String> all = new LinkedHashMap<>();
    catalogue
        .needing(proof)
        .forEach(
            control ->
                control.sentences().stream()
                    .filter(sentence -> sentence.proof().equals(proof))
                    .forEach(
                        sentence -> {
                          var named =
                              java.util.regex.Pattern.compile("\\{([a-z]+)}")
                                  .matcher(sentence.text());
                          while (named.find()) {
                            all.put(named.group(1), widest(named.group(1)));
                          }
                        }));
    return all;
  }

  private static String widest(String figure) {
    return switch (figure) {
      case "on", "taken", "edition" -> "2026-11-22";
      case "at" -> "2026-11-22 12:00 UTC";
      case "custodian" -> "AWS KMS";
      case "store" -> "AWS Secrets Manager";
      case "environment" -> "demonstration";
      case "mailbox" -> "security-incidents@" + "x".repeat(40) + ".example";
      case "address" -> "https://" + "x".repeat(180) + ".example/privacy";
      case "least", "kinds", "age", "young", "remembered", "months", "hours", "idle" -> "99999";
      case "left" -> "9999 people left since 2026-11-22, the slowest was out after 99999 minutes";
      case "record" -> "9999 incidents and 9999 drills since 2026-11-22";
      case "cases" -> "99999 deletion cases on record, 99999 open";
      case "issued" -> "99999 certificates were issued since 2026-11-22";
      case "asked" -> "99999 requests of buyers on record, 99999 open";
      case "keys" -> "99999 weekly keys are in use, the oldest for 99999 days";
      case "found" -> "99999 findings are";
      case "parties" -> "999 parties are used and were assessed";
      case "machines" -> "9999 servers and devices";
      case "result" -> "3 of 3 measures in time";
      case "release" -> "x".repeat(60);
      case "waiting" -> "999999 wait and none is late";
      case "told" -> "no parcel was told since 2026-11-22";
      default -> "9999999999";
    };
  }

  private List<Proof> proofs() {
    return editions.inForce().proofs().stream()
        .filter(name -> editions.inForce().shown(name).isEmpty())
        .map(
            name ->
                new Proof(
                    name,
                    Duration.ofHours(1),
                    "/admin/controls",
                    (now, catalogue) -> {
                      if (broken.contains(name)) {
                        throw new IllegalStateException("the register is down");
                      }
                      return Proof.Seen.when(
                          !off.contains(name),
                          "A fact about " + name + " with 42 in it.",
                          now,
                          figures(catalogue, name));
                    }))
        .toList();
  }

  /** Shows everything that a person has to show. */
  void showAll() {
    for (ControlCatalogue.Shown shown : editions.inForce().shown()) {
      gaps.show(admin, shown.name(), LocalDate.of(2026, 11, 22), "document 17", "");
    }
  }

  /** A pack that was asked for earlier and is still being made. */
  EvidencePack lost(Duration ago) {
    EvidencePack pack =
        new EvidencePack(
            UUID.randomUUID(),
            packs.nextNumber(),
            editions.inForce().edition(),
            admin.id(),
            NOON.minus(ago),
            EvidencePack.State.MAKING,
            0,
            1,
            Optional.empty());
    packs.add(pack);
    return pack;
  }

  EvidencePack made() {
    EvidencePack fresh = ask.ask(admin).orElseThrow();
    make.run(errands.getLast());
    return packs.find(fresh.id()).orElseThrow();
  }

  private static Account account(Role role) {
    UUID id = UUID.randomUUID();
    return new Account(
        SellerId.PLATFORM,
        id,
        "ada.lovelace@example.com",
        "Ada Lovelace",
        role,
        false,
        ZoneOffset.UTC,
        java.util.Locale.ENGLISH,
        Account.Theme.SYSTEM,
        Account.Status.ACTIVE,
        Optional.of(NOON.plus(Duration.ofDays(7))),
        id);
  }

  private final class Kept implements AuditStore {
    @Override
    public void append(SellerId seller, List<AuditEntry> entries) {
      audited.addAll(entries);
    }

    @Override
    public List<AuditEntry> about(SellerId seller, String object) {
      return audited.stream().filter(entry -> entry.object().equals(object)).toList();
    }
  }

  static final class KeyOfTheTest implements Signer {

    private final KeyPair pair;

    KeyOfTheTest() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        pair = generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public VerificationKey key(Use use) {
      return new VerificationKey("key-" + use.word(), new Opaque(pair.getPublic().getEncoded()));
    }

    @Override
    public Signature sign(Use use, byte[] message) {
      try {
        java.security.Signature signature =
            java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return new Signature("key-" + use.word(), new Opaque(signature.sign()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static final class Books implements PackBooks {
    private final List<GapPlan> plans = new ArrayList<>();
    private final List<Attestation> shown = new ArrayList<>();
    private final Map<UUID, Questionnaire> asked = new LinkedHashMap<>();

    @Override
    public void add(GapPlan fresh) {
      plans.add(fresh);
    }

    @Override
    public Map<String, GapPlan> plans() {
      Map<String, GapPlan> newest = new LinkedHashMap<>();
      plans.forEach(plan -> newest.put(plan.proof(), plan));
      return newest;
    }

    @Override
    public void add(Attestation fresh) {
      shown.add(fresh);
    }

    @Override
    public Map<String, Attestation> attested() {
      Map<String, Attestation> newest = new LinkedHashMap<>();
      shown.stream()
          .sorted(Comparator.comparing(Attestation::shownOn))
          .forEach(one -> newest.put(one.proof(), one));
      return newest;
    }

    @Override
    public List<Attestation> attested(String proof, int most) {
      return shown.stream().filter(one -> one.proof().equals(proof)).limit(most).toList();
    }

    @Override
    public void add(Questionnaire fresh) {
      asked.put(fresh.id(), fresh);
    }

    @Override
    public List<Questionnaire> questionnaires(int most) {
      return asked.values().stream().limit(most).toList();
    }

    @Override
    public boolean answered(UUID questionnaire, LocalDate on, int pack) {
      Questionnaire was = asked.get(questionnaire);
      if (was == null || was.answeredOn().isPresent()) {
        return false;
      }
      asked.put(
          questionnaire,
          new Questionnaire(
              was.id(),
              was.askedBy(),
              was.reference(),
              was.askedOn(),
              was.dueOn(),
              was.enteredBy(),
              was.enteredAt(),
              Optional.of(on),
              Optional.of(pack)));
      return true;
    }

    @Override
    public Optional<Questionnaire> questionnaire(UUID id) {
      return Optional.ofNullable(asked.get(id));
    }
  }

  static final class Packs implements EvidencePacks {
    private final Map<UUID, EvidencePack> all = new LinkedHashMap<>();
    private final Map<UUID, byte[]> zips = new LinkedHashMap<>();
    private final Map<UUID, byte[]> answers = new LinkedHashMap<>();
    private final Set<String> keys = new java.util.LinkedHashSet<>();

    @Override
    public boolean add(EvidencePack fresh) {
      if (all.values().stream().anyMatch(one -> one.state() == EvidencePack.State.MAKING)) {
        return false;
      }
      all.put(fresh.id(), fresh);
      return true;
    }

    @Override
    public int nextNumber() {
      return all.size() + 1;
    }

    @Override
    public Optional<EvidencePack> find(UUID id) {
      return Optional.ofNullable(all.get(id));
    }

    @Override
    public List<EvidencePack> newest(int most) {
      return all.values().stream()
          .sorted(Comparator.comparing(EvidencePack::number).reversed())
          .limit(most)
          .toList();
    }

    private static EvidencePack with(
        EvidencePack was, EvidencePack.State state, int done, Optional<EvidencePack.Result> made) {
      return new EvidencePack(
          was.id(),
          was.number(),
          was.edition(),
          was.askedBy(),
          was.askedAt(),
          state,
          done,
          was.total(),
          made);
    }

    @Override
    public void progress(UUID id, int done) {
      all.computeIfPresent(
          id, (key, was) -> with(was, EvidencePack.State.MAKING, done, Optional.empty()));
    }

    @Override
    public boolean ready(UUID id, EvidencePack.Result result, byte[] zip, byte[] said, String jwk) {
      all.computeIfPresent(
          id, (key, was) -> with(was, EvidencePack.State.READY, was.total(), Optional.of(result)));
      zips.put(id, zip);
      answers.put(id, said);
      keys.add(jwk);
      return true;
    }

    @Override
    public void failed(UUID id, Instant at) {
      all.computeIfPresent(
          id, (key, was) -> with(was, EvidencePack.State.FAILED, was.done(), Optional.empty()));
    }

    @Override
    public Optional<byte[]> zip(UUID id) {
      return Optional.ofNullable(zips.get(id));
    }

    @Override
    public Optional<byte[]> answers(UUID id) {
      return Optional.ofNullable(answers.get(id));
    }

    @Override
    public List<String> keys() {
      return List.copyOf(keys);
    }
  }
}
