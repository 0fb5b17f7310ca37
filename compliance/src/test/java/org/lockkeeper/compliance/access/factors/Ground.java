package org.lockkeeper.compliance.access.factors;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/** Second factors on memory, at a time that a test moves. */
final class Ground {

  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");

  final Account grace = person("01900000-0000-7000-8000-0000000000d1", Role.SELLER_OWNER);
  final Account mallory = person("01900000-0000-7000-8000-0000000000d2", Role.SELLER_VIEWER);
  final Account nadia = person("01900000-0000-7000-8000-0000000000d3", Role.ADMIN);

  final List<Factor> held = new ArrayList<>();
  final List<AuditEntry> entries = new ArrayList<>();
  final List<Errand> errands = new ArrayList<>();
  final List<String> ended = new ArrayList<>();
  boolean passkeysOnly;
  Instant now = NOON;

  private final Map<String, Instant> challenged = new HashMap<>();
  private final Map<UUID, Challenges.Offer> offers = new HashMap<>();
  private final Map<UUID, List<Opaque>> codes = new HashMap<>();
  private final Map<ByteBuffer, Integer> failures = new HashMap<>();
  private Optional<byte[]> key = Optional.empty();

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

  private static Account person(String id, Role role) {
    return new Account(
        role.ofSeller() ? SELLER : SellerId.PLATFORM,
        UUID.fromString(id),
        "ada+" + id.charAt(id.length() - 1) + "@seller.example",
        "Ada",
        role,
        false,
        ZoneId.of("UTC"),
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  Session session(Account account, Session.Level level) {
    return new Session(
        UUID.randomUUID(),
        account.seller(),
        account.id(),
        level,
        now,
        now,
        Optional.empty(),
        "203.0.113.7",
        "Firefox");
  }

  final Factors factors =
      new Factors() {
        @Override
        public List<Factor> all(SellerId seller, UUID account) {
          return held.stream()
              .filter(f -> f.seller().equals(seller) && f.account().equals(account))
              .toList();
        }

        @Override
        public boolean add(Factor factor) {
          boolean known =
              factor.means() instanceof Factor.Means.Passkey fresh
                  && held.stream()
                      .anyMatch(
                          f ->
                              f.means() instanceof Factor.Means.Passkey other
                                  && other.credential().equals(fresh.credential()));
          return !known && held.add(factor);
        }

        @Override
        public boolean useStep(SellerId seller, UUID factor, long step, Instant at) {
          return change(
              factor,
              f ->
                  f.means() instanceof Factor.Means.Totp totp && totp.lastStep() < step
                      ? Optional.of(new Factor.Means.Totp(totp.closed(), step))
                      : Optional.empty(),
              at);
        }

        @Override
        public boolean useCount(SellerId seller, UUID factor, long count, Instant at) {
          return change(
              factor,
              f ->
                  f.means() instanceof Factor.Means.Passkey key
                          && (key.count() < count || (key.count() == 0 && count == 0))
                      ? Optional.of(
                          new Factor.Means.Passkey(
                              key.credential(), key.publicKey(), count, key.backupEligible()))
                      : Optional.empty(),
              at);
        }

        private boolean change(
            UUID id, java.util.function.Function<Factor, Optional<Factor.Means>> next, Instant at) {
          for (int i = 0; i < held.size(); i++) {
            Factor f = held.get(i);
            Optional<Factor.Means> means = f.id().equals(id) ? next.apply(f) : Optional.empty();
            if (means.isPresent()) {
              held.set(
                  i,
                  new Factor(
                      f.seller(),
                      f.id(),
                      f.account(),
                      f.name(),
                      means.get(),
                      f.addedAt(),
                      Optional.of(at)));
              return true;
            }
          }
          return false;
        }

        @Override
        public void rename(SellerId seller, UUID factor, String name) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void remove(SellerId seller, UUID factor) {
          held.removeIf(f -> f.id().equals(factor));
        }

        @Override
        public void replaceCodes(SellerId seller, UUID account, List<Opaque> digests, Instant at) {
          codes.put(account, new ArrayList<>(digests));
        }

        @Override
        public boolean useCode(SellerId seller, UUID account, Opaque digest, Instant at) {
          return codes.getOrDefault(account, new ArrayList<>()).remove(digest);
        }

        @Override
        public int codesLeft(SellerId seller, UUID account) {
          return codes.getOrDefault(account, List.of()).size();
        }
      };

  private final Challenges challenges =
      new Challenges() {
        private String key(UUID account, Use use, Opaque digest) {
          return account + "/" + use + "/" + new java.math.BigInteger(1, digest.bytes());
        }

        @Override
        public void keep(
            SellerId seller, UUID account, Use use, Opaque digest, Instant at, Instant endsAt) {
          challenged.put(key(account, use, digest), endsAt);
        }

        @Override
        public boolean take(SellerId seller, UUID account, Use use, Opaque digest, Instant at) {
          return Optional.ofNullable(challenged.remove(key(account, use, digest)))
              .filter(at::isBefore)
              .isPresent();
        }

        @Override
        public Optional<Offer> offer(SellerId seller, UUID account, Instant at) {
          return Optional.ofNullable(offers.get(account)).filter(o -> at.isBefore(o.endsAt()));
        }

        @Override
        public void offer(SellerId seller, UUID account, Offer offer) {
          offers.put(account, offer);
        }

        @Override
        public void withdraw(SellerId seller, UUID account) {
          offers.remove(account);
        }
      };

  private final SecretVault vault =
      new SecretVault() {
        @Override
        public Optional<Secret> open(
            SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
          return stage == Stage.CURRENT
              ? key.map(bytes -> new Secret(bytes.clone()))
              : Optional.empty();
        }

        @Override
        public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
          key = Optional.of(value.<byte[]>reveal(byte[]::clone));
        }
      };

  private final SignInThrottle throttle =
      new SignInThrottle() {
        @Override
        public int failures(byte[] subject, Instant at) {
          return failures.getOrDefault(ByteBuffer.wrap(subject), 0);
        }

        @Override
        public void failed(byte[] subject, Instant at, Instant windowEndsAt) {
          failures.merge(ByteBuffer.wrap(subject), 1, Integer::sum);
        }

        @Override
        public void forgive(byte[] subject) {
          failures.computeIfPresent(ByteBuffer.wrap(subject), (key, count) -> count - 1);
        }

        @Override
        public void clear(byte[] subject) {
          failures.remove(ByteBuffer.wrap(subject));
        }
      };

  private final Accounts accounts =
      new Accounts() {
        @Override
        public Optional<WithHash> byLogin(String login) {
          return Optional.of(new WithHash(grace, ""));
        }

        @Override
        public Optional<Account> byId(UUID id) {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<Account> all(SellerId seller) {
          return seller.equals(SELLER) ? List.of(grace, mallory) : List.of(nadia);
        }

        @Override
        public void add(Account account, String passwordHash, Instant at) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void signedIn(Account account, Instant at) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void prefer(Account account, ZoneId zone, Locale language, Account.Theme theme) {
          throw new UnsupportedOperationException();
        }
      };

  private final Sessions sessions =
      (Sessions)
          java.lang.reflect.Proxy.newProxyInstance(
              Ground.class.getClassLoader(),
              new Class<?>[] {Sessions.class},
              (proxy, method, arguments) -> {
                ended.add(method.getName());
                return 0;
              });

  private final SecureRandom random = new SecureRandom();
  private final AuditTrail audit =
      new AuditTrail(
          new AuditStore() {
            @Override
            public void append(SellerId seller, List<AuditEntry> added) {
              entries.addAll(added);
            }

            @Override
            public List<AuditEntry> about(SellerId seller, String object) {
              return List.copyOf(entries);
            }
          },
          new Ids(clock, random),
          clock);
  private final FactorSettings settings =
      new FactorSettings() {
        @Override
        public boolean passkeysOnlyForStaff() {
          return passkeysOnly;
        }

        @Override
        public URI origin() {
          return URI.create("https://lockkeeper.example");
        }
      };
  private final Errands queue =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          errands.add(errand);
        }

        @Override
        public void now(Errand errand) {
          errands.add(errand);
        }
      };
  private final FactorSeal seal = new FactorSeal(new FactorKeys(vault, random, clock), random);
  private final Passkeys passkeys = new Passkeys(challenges, factors, settings, random, clock);
  private final EndSessions ends = new EndSessions(sessions, audit, clock);
  final FactorNews news = new FactorNews(accounts, queue, clock);
  final SecondFactors second =
      new SecondFactors(
          factors,
          new OneTimeCodes(factors, seal),
          passkeys,
          settings,
          throttle,
          news,
          audit,
          clock);
  final EnrollFactors enroll =
      new EnrollFactors(
          factors,
          challenges,
          passkeys,
          seal,
          settings,
          accounts,
          ends,
          news,
          audit,
          new Ids(clock, random),
          random,
          clock);
  final KeepFactors keep =
      new KeepFactors(factors, second, settings, ends, news, audit, random, clock);
  final ResetFactors reset = new ResetFactors(factors, challenges, ends, news, audit, clock);

  /** Takes an app on, as the person does, and returns its key. */
  byte[] app(Account account) {
    byte[] bytes = Base32.decode(enroll.appKey(account).orElseThrow().key()).orElseThrow();
    Session full = session(account, Session.Level.FULL);
    EnrollFactors.Result result =
        enroll.app(account, full, "App", Totp.code(bytes, Totp.step(now)));
    if (!(result instanceof EnrollFactors.Result.Added)) {
      throw new AssertionError(result);
    }
    now = now.plusSeconds(Totp.SECONDS);
    return bytes;
  }

  /** Takes a passkey on. */
  EnrollFactors.Result passkey(Account account, SoftAuthenticator device) {
    return enroll.passkey(
        account,
        session(account, Session.Level.FULL),
        "Key",
        device.create(enroll.passkeyOffer(account)));
  }

  SecondFactors.Result typed(Account account, String code) {
    return second.check(account, new SecondFactors.Answer.Code(code));
  }

  SecondFactors.Result shown(Account account, String response) {
    return second.check(account, new SecondFactors.Answer.Passkey(response));
  }

  /** Why the last refusal was one, by the audit log. */
  String why() {
    return String.valueOf(entries.getLast().facts().get("why"));
  }

  List<String> told() {
    return errands.stream().map(e -> e.subject().split("/", -1)[1]).toList();
  }
}
