package org.lockkeeper.compliance.access;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** People and their passwords, in memory, under a clock that a test moves. */
public class People {

  public static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  public static final String GRACE = "grace@seller.example";
  public static final String RIGHT = "Basalt-otter-7";

  /** Made once, since a hash is slow on purpose. */
  public static final Passwords PASSWORDS = new Passwords();

  private static final String HASH = PASSWORDS.hash(RIGHT.toCharArray());

  public final PasswordPolicy policy = new PasswordPolicy();
  public final PasswordRules rules = new PasswordRules(policy, new CommonPasswords());
  public final List<AuditEntry> entries = new ArrayList<>();
  public final List<Errand> left = new ArrayList<>();
  public final List<String> sessionsEnded = new ArrayList<>();
  public final Set<UUID> disabled = new HashSet<>();
  public final List<LockOuts.LockOut> held = new ArrayList<>();
  public final Map<ByteBuffer, UUID> known = new HashMap<>();
  private final Map<UUID, Account> people = new LinkedHashMap<>();
  private final Map<UUID, Deque<PasswordBook.Entry>> hashes = new HashMap<>();
  private final Map<ByteBuffer, Window> windows = new HashMap<>();
  private final Set<String> warnings = new HashSet<>();
  private final Map<ByteBuffer, Instant> deviceEnds = new HashMap<>();

  public Instant now = NOON;
  public boolean staffByIssuerOnly;

  private record Window(int failures, Instant endsAt) {}

  /** What is written at the current instant, whenever it is asked. */
  public final Clock clock =
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

  public final SecureRandom random = new SecureRandom();
  public final Ids ids = new Ids(clock, random);

  /** Grace, who owns the seller, with a password that was set a month ago. */
  public Account grace() {
    return people.values().stream()
        .filter(account -> account.login().equals(GRACE))
        .findFirst()
        .orElseGet(() -> join(SELLER, GRACE, "Grace Hopper", Role.SELLER_OWNER));
  }

  /** One more person, with the same password. */
  public Account join(SellerId seller, String login, String name, Role role) {
    Account account =
        new Account(
            seller,
            ids.next(),
            login,
            name,
            role,
            false,
            ZoneId.of("UTC"),
            Locale.ENGLISH,
            Account.Theme.SYSTEM);
    accounts.add(account, HASH, now.minus(Duration.ofDays(30)));
    return account;
  }

  public final SignInThrottle throttle =
      new SignInThrottle() {
        @Override
        public int failures(byte[] subject, Instant at) {
          return Optional.ofNullable(windows.get(ByteBuffer.wrap(subject)))
              .filter(window -> window.endsAt().isAfter(at))
              .map(Window::failures)
              .orElse(0);
        }

        @Override
        public void failed(byte[] subject, Instant at, Instant windowEndsAt) {
          int before = failures(subject, at);
          windows.compute(
              ByteBuffer.wrap(subject),
              (key, window) ->
                  window == null || before == 0
                      ? new Window(1, windowEndsAt)
                      : new Window(before + 1, window.endsAt()));
        }

        @Override
        public void forgive(byte[] subject) {
          windows.computeIfPresent(
              ByteBuffer.wrap(subject),
              (key, window) -> new Window(window.failures() - 1, window.endsAt()));
        }

        @Override
        public void clear(byte[] subject) {
          windows.remove(ByteBuffer.wrap(subject));
        }
      };

  public final Accounts accounts =
      new Accounts() {
        private Account present(Account account) {
          return new Account(
              account.seller(),
              account.id(),
              account.login(),
              account.displayName(),
              account.role(),
              disabled.contains(account.id()),
              account.zone(),
              account.language(),
              account.theme());
        }

        @Override
        public List<Account> all(SellerId seller) {
          return people.values().stream()
              .filter(account -> account.seller().equals(seller))
              .map(this::present)
              .toList();
        }

        @Override
        public Optional<WithHash> byLogin(String login) {
          return people.values().stream()
              .filter(account -> account.login().equals(login))
              .map(a -> new WithHash(present(a), book.newest(a, 1).getFirst().hash()))
              .findFirst();
        }

        @Override
        public Optional<Account> byId(UUID id) {
          return Optional.ofNullable(people.get(id)).map(this::present);
        }

        @Override
        public void add(Account account, String passwordHash, Instant at) {
          people.put(account.id(), account);
          hashes
              .computeIfAbsent(account.id(), id -> new ArrayDeque<>())
              .addFirst(new PasswordBook.Entry(passwordHash, at));
        }

        @Override
        public void signedIn(Account account, Instant at) {}

        @Override
        public void prefer(Account account, ZoneId zone, Locale language, Account.Theme theme) {
          people.put(
              account.id(),
              new Account(
                  account.seller(),
                  account.id(),
                  account.login(),
                  account.displayName(),
                  account.role(),
                  false,
                  zone,
                  language,
                  theme));
        }
      };

  public final PasswordBook book =
      new PasswordBook() {
        @Override
        public List<Entry> newest(Account account, int most) {
          return hashes.getOrDefault(account.id(), new ArrayDeque<>()).stream()
              .limit(most)
              .toList();
        }

        @Override
        public Optional<Instant> setAt(Account account) {
          return newest(account, 1).stream().findFirst().map(Entry::setAt);
        }

        @Override
        public void set(Account account, String hash, Instant at, int remembered) {
          Deque<Entry> all = hashes.computeIfAbsent(account.id(), id -> new ArrayDeque<>());
          all.addFirst(new Entry(hash, at));
          while (all.size() > remembered) {
            all.removeLast();
          }
        }

        @Override
        public List<Age> ages(SellerId seller) {
          return accounts.all(seller).stream()
              .filter(account -> !account.disabled())
              .map(a -> new Age(a.id(), a.role(), setAt(a).orElseThrow()))
              .toList();
        }

        @Override
        public boolean warned(
            SellerId seller, UUID account, Instant endsAt, int daysBefore, Instant at) {
          return warnings.add(account + "/" + endsAt + "/" + daysBefore);
        }
      };

  public final KnownDevices devices =
      new KnownDevices() {
        @Override
        public boolean knows(Optional<Account> account, byte[] digest, Instant at) {
          ByteBuffer key = ByteBuffer.wrap(digest);
          return account.filter(a -> a.id().equals(known.get(key))).isPresent()
              && at.isBefore(deviceEnds.getOrDefault(key, Instant.MIN));
        }

        @Override
        public void know(
            Account account, Optional<byte[]> former, byte[] digest, Instant at, Instant endsAt) {
          former
              .map(ByteBuffer::wrap)
              .filter(key -> account.id().equals(known.get(key)))
              .ifPresent(known::remove);
          known.put(ByteBuffer.wrap(digest), account.id());
          deviceEnds.put(ByteBuffer.wrap(digest), endsAt);
        }

        @Override
        public void forget(Account account) {
          known.values().removeIf(account.id()::equals);
        }
      };

  public final LockOuts locks =
      new LockOuts() {
        @Override
        public void add(LockOut lock) {
          held.add(lock);
        }

        @Override
        public List<LockOut> holding(Instant at, int most) {
          return held.stream().filter(lock -> at.isBefore(lock.endsAt())).limit(most).toList();
        }

        @Override
        public Optional<LockOut> find(SellerId seller, UUID id) {
          return held.stream()
              .filter(lock -> lock.seller().equals(seller) && lock.id().equals(id))
              .findFirst();
        }

        @Override
        public void end(LockOut lock, UUID by, Instant at) {
          held.remove(lock);
        }
      };

  public final Sellers sellers =
      new Sellers() {
        @Override
        public void add(SellerId seller, String name, Instant at) {}

        @Override
        public Optional<String> name(SellerId seller) {
          return Optional.of(seller.equals(SellerId.PLATFORM) ? "Lockkeeper" : "Harbor Goods");
        }

        @Override
        public boolean close(SellerId seller, Instant at) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Instant> closedAt(SellerId seller) {
          return Optional.empty();
        }

        @Override
        public List<SellerId> ids() {
          return List.of(SELLER);
        }

        @Override
        public List<SellerId> find(String wanted, int most) {
          return List.of();
        }
      };

  private final AuditStore store =
      new AuditStore() {
        @Override
        public void append(SellerId seller, List<AuditEntry> added) {
          entries.addAll(added);
        }

        @Override
        public List<AuditEntry> about(SellerId seller, String object) {
          return List.copyOf(entries);
        }
      };

  public final AuditTrail audit = new AuditTrail(store, ids, clock);

  public final Errands errands =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          left.add(errand);
        }

        @Override
        public void now(Errand errand) {
          left.add(errand);
        }
      };

  private final Sessions sessions =
      new Sessions() {
        @Override
        public Optional<Open> open(UUID id, Instant at) {
          return Optional.empty();
        }

        @Override
        public void begin(Session session, Role role, Limits limits) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean raise(Session before, Session after, Optional<Limits> limits) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void seen(Session session, Instant at) {
          throw new UnsupportedOperationException();
        }

        @Override
        public int endAll(SellerId seller, UUID account, Instant at, String why) {
          sessionsEnded.add(account + " " + why);
          return 1;
        }

        @Override
        public int endOthers(Session keep, Instant at, String why) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean end(SellerId seller, UUID id, Instant at, String why) {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<Session> of(SellerId seller, UUID account, Instant at) {
          return List.of();
        }
      };

  public EndSessions endSessions() {
    return new EndSessions(sessions, audit, clock);
  }

  public PasswordSetting setting() {
    return new PasswordSetting(staffByIssuerOnly);
  }

  public SignIn signIn() {
    return new SignIn(
        accounts, throttle, devices, locks, book, policy, setting(), PASSWORDS, audit, ids, clock);
  }

  public RememberDevice remember() {
    return new RememberDevice(devices, policy, random, clock);
  }

  /** What the log says was done, in order. */
  public List<String> actions() {
    return entries.stream().map(AuditEntry::action).toList();
  }
}
