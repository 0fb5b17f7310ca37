package org.lockkeeper.compliance.access.people;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.CommonPasswords;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.PasswordRules;
import org.lockkeeper.compliance.access.Passwords;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.access.factors.FactorNews;
import org.lockkeeper.compliance.access.factors.ResetFactors;
import org.lockkeeper.compliance.access.passwords.NewPassword;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.HandOverCases;
import org.lockkeeper.compliance.desk.HeldCases;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.secrets.BreakGlassCase;
import org.lockkeeper.compliance.secrets.BreakGlassCases;
import org.lockkeeper.compliance.secrets.FlagSeenSecrets;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.access.OpenPeople;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/**
 * The use cases of people over the real tables; each step in a transaction, as in the container.
 */
final class PeopleWorld {

  private static final SecureRandom RANDOM = new SecureRandom();

  final Transactions transactions = TestDatabase.apart("people").portal();
  Instant now = Instant.parse("2026-11-22T12:00:00Z");
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
  private final Ids ids = new Ids(clock, RANDOM);
  final OpenPeople tables = OpenPeople.of(transactions.tenancy(), ids, clock);
  final List<AuditEntry> log = new ArrayList<>();
  final List<Postman.Mail> mail = new ArrayList<>();
  final List<BreakGlassCase.Snapshot> glass = new ArrayList<>();
  final Deque<Errand> waiting = new ArrayDeque<>();
  private final KeyPair pair = pair();
  private final AuditTrail audit =
      new AuditTrail(
          new AuditStore() {
            @Override
            public void append(SellerId seller, List<AuditEntry> entries) {
              log.addAll(entries);
            }

            @Override
            public List<AuditEntry> about(SellerId seller, String object) {
              return List.of();
            }
          },
          ids,
          clock);
  private final Errands errands =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          waiting.add(errand);
        }

        @Override
        public void now(Errand errand) {
          waiting.add(errand);
        }
      };
  private final BreakGlassCases cases =
      new BreakGlassCases() {
        @Override
        public Optional<BreakGlassCase> find(UUID id) {
          return Optional.empty();
        }

        @Override
        public void add(BreakGlassCase fresh) {
          glass.add(fresh.snapshot());
        }

        @Override
        public void save(BreakGlassCase changed) {
          glass.add(changed.snapshot());
        }

        @Override
        public List<BreakGlassCase.Snapshot> since(Instant since) {
          return List.copyOf(glass);
        }
      };
  private final PeoplePolicy policy = new PeoplePolicy();
  private final Authority authority = new Authority(new AccessPolicy());
  private final TwoPeople two = new TwoPeople(tables.accounts());
  private final EndSessions sessions = new EndSessions(tables.sessions(), audit, clock);
  private final TellPeople tell =
      new TellPeople(tables.notices(), tables.accounts(), errands, audit, ids, clock);
  private final EndAccount end =
      new EndAccount(
          tables.roster(),
          tables.ways(),
          tables.invitations(),
          sessions,
          new FlagSeenSecrets(cases, errands, audit, clock),
          tables.services(),
          errands,
          audit,
          clock);
  final InvitePeople invite =
      new InvitePeople(
          tables.roster(),
          tables.ways(),
          end,
          tables.invitations(),
          authority,
          policy,
          errands,
          audit,
          ids,
          clock);
  final RemindAuditors remindAuditors =
      new RemindAuditors(tables.roster(), tables.invitations(), policy, tell);
  private final NewPassword newPassword =
      new NewPassword(
          tables.book(),
          new PasswordRules(new PasswordPolicy(), new CommonPasswords()),
          new PasswordPolicy(),
          new Passwords(),
          tables.sellers(),
          tables.devices(),
          sessions,
          audit,
          clock);
  final AcceptInvitation accept =
      new AcceptInvitation(
          tables.invitations(), tables.roster(), newPassword, tables.throttle(), audit, clock);
  final ChangePeople change =
      new ChangePeople(tables.roster(), authority, invite, end, sessions, errands, audit, clock);
  final SetFactorsBack factors =
      new SetFactorsBack(
          tables.roster(),
          authority,
          new ResetFactors(
              tables.factors(),
              tables.challenges(),
              sessions,
              new FactorNews(tables.accounts(), errands, clock),
              audit,
              clock),
          audit);
  final AssignStaff assign =
      new AssignStaff(tables.assignments(), authority, policy, audit, ids, clock) {
        @Override
        Outcome grantOnce(
            UUID id,
            Actor actor,
            UUID grantedBy,
            Account staff,
            SellerId seller,
            Instant endsAt,
            String reason,
            Map<String, String> facts) {
          return in(
              () -> super.grantOnce(id, actor, grantedBy, staff, seller, endsAt, reason, facts));
        }

        @Override
        public Outcome assign(
            Account by, Account staff, SellerId seller, Instant endsAt, String reason) {
          return in(() -> super.assign(by, staff, seller, endsAt, reason));
        }

        @Override
        boolean handOver(
            Assignments.Open one,
            Optional<Account> heir,
            UUID grantedBy,
            UUID leaver,
            Actor actor) {
          return in(() -> super.handOver(one, heir, grantedBy, leaver, actor));
        }

        @Override
        public List<Assignments.Open> openOf(UUID staff) {
          return in(() -> super.openOf(staff));
        }

        @Override
        public List<Assignments.Open> open(int limit) {
          return in(() -> super.open(limit));
        }

        @Override
        boolean close(SellerId seller, UUID id, UUID staff, Actor actor, String why) {
          return in(() -> super.close(seller, id, staff, actor, why));
        }

        @Override
        public Optional<Instant> lastUsed(SellerId seller, UUID staff) {
          return in(() -> super.lastUsed(seller, staff));
        }
      };
  final FindPeople find =
      new FindPeople(tables.roster(), tables.invitations(), tables.assignments()) {
        @Override
        public List<Roster.Member> of(SellerId seller) {
          return in(() -> super.of(seller));
        }
      };
  final AskForAccess ask =
      new AskForAccess(tables.requests(), authority, assign, two, errands, audit, ids, clock) {
        @Override
        Optional<AccessRequest> approved(UUID id) {
          return in(() -> super.approved(id));
        }

        @Override
        void settle(UUID id, AccessRequest.State state) {
          if (dies) {
            throw new IllegalStateException("the node died");
          }
          run(() -> super.settle(id, state));
        }
      };
  final TrainingRegister training = training(tables.roster());
  final ServiceRegister register =
      new ServiceRegister(
          tables.services(), tables.roster(), authority, policy, tell, audit, ids, clock);
  private final OffboardSteps offboardSteps =
      new OffboardSteps(
          tables.leavers(),
          tables.roster(),
          tables.assignments(),
          authority,
          end,
          policy,
          tell,
          errands,
          audit,
          ids,
          clock) {
        @Override
        Result disable(Account by, UUID who, Instant leftAt, String reason, Optional<UUID> handTo) {
          return in(() -> super.disable(by, who, leftAt, reason, handTo));
        }

        @Override
        Optional<Leavers.Leaver> open(UUID id) {
          return in(() -> super.open(id));
        }

        @Override
        List<UUID> accounts(UUID person) {
          return in(() -> super.accounts(person));
        }

        @Override
        void done(UUID id) {
          run(() -> super.done(id));
        }
      };
  final ReviewSteps reviewSteps =
      new ReviewSteps(
          tables.reviews(),
          tables.roster(),
          tables.services(),
          register,
          authority,
          two,
          policy,
          end,
          tell,
          errands,
          audit,
          ids,
          clock) {
        @Override
        boolean open(
            Account by,
            List<Assignments.Open> assigned,
            Map<UUID, Optional<Instant>> assignmentsUsed) {
          return in(() -> super.open(by, assigned, assignmentsUsed));
        }

        @Override
        Optional<Review.Item> toRemove(UUID item) {
          return in(() -> super.toRemove(item));
        }

        @Override
        void remove(Review.Item item) {
          run(() -> super.remove(item));
        }

        @Override
        Optional<ReviewResult> toSign(UUID id) {
          return in(() -> super.toSign(id));
        }

        @Override
        void signed(UUID id, String jws, String jwk) {
          run(() -> super.signed(id, jws, jwk));
        }
      };
  private final Signer signer =
      new Signer() {
        @Override
        public VerificationKey key(Use use) {
          return new VerificationKey("test", new Opaque(pair.getPublic().getEncoded()));
        }

        @Override
        public Signature sign(Use use, byte[] message) {
          try {
            java.security.Signature made =
                java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
            made.initSign(pair.getPrivate());
            made.update(message);
            return new Signature("test", new Opaque(made.sign()));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  private final InvitationSteps invitationSteps =
      new InvitationSteps(
          tables.invitations(),
          tables.accounts(),
          tables.sellers(),
          code -> URI.create("https://lockkeeper.example/invitation#" + code),
          RANDOM,
          clock) {
        @Override
        Optional<Postman.Mail> mail(SellerId seller, UUID account) {
          return in(() -> super.mail(seller, account));
        }
      };
  private final EndDueAccess.Steps endSteps =
      new EndDueAccess.Steps(tables.roster(), end, clock) {
        @Override
        List<Roster.Key> pastEnd(Instant at) {
          return in(() -> super.pastEnd(at));
        }

        @Override
        void end(Roster.Key key) {
          run(() -> super.end(key));
        }
      };
  final EndDueAccess endDue = new EndDueAccess(endSteps, assign);
  final Map<HeldCases.Held, Optional<UUID>> held = new HashMap<>();
  private final HandOverCases handOver =
      new HandOverCases(
          new HeldCases() {
            @Override
            public List<Held> of(UUID account) {
              return held.entrySet().stream()
                  .filter(one -> one.getValue().equals(Optional.of(account)))
                  .map(Map.Entry::getKey)
                  .toList();
            }

            @Override
            public boolean handOver(Held one, UUID from, Optional<UUID> to, Instant at) {
              return held.replace(one, Optional.of(from), to);
            }
          },
          audit,
          clock);
  final Offboard offboard = new Offboard(offboardSteps, assign, find, handOver);
  final OpenReview openReview = new OpenReview(reviewSteps, assign);
  private final Map<String, ErrandHandler> handlers =
      Map.of(
          MailInvitation.KIND, new MailInvitation(invitationSteps, mail::add),
          EndAssignments.KIND, new EndAssignments(assign, handOver),
          GrantAccess.KIND, new GrantAccess(ask, assign, find),
          Offboard.KIND, offboard,
          CarryOutReview.KIND, new CarryOutReview(reviewSteps, assign),
          SignReview.KIND, new SignReview(reviewSteps, signer));
  private boolean running;

  /** Whether this node dies before it notes what came of a request. */
  boolean dies;

  PeopleWorld() {
    SellerId ours = SellerId.PLATFORM;
    run(() -> tables.sellers().add(ours, "Lockkeeper", now));
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The register over people whom somebody else may change at the same time. */
  TrainingRegister training(Roster roster) {
    return new TrainingRegister(
        tables.training(), roster, authority, two, policy, sessions, tell, audit, ids, clock);
  }

  /** Joins the transaction that runs, as a use case does. */
  <T> T in(Supplier<T> work) {
    if (running) {
      return work.get();
    }
    running = true;
    try {
      return transactions.in(work);
    } finally {
      running = false;
    }
  }

  void run(Runnable work) {
    in(
        () -> {
          work.run();
          return true;
        });
  }

  /** Runs what waits, and what that asks for; notices and other contexts' errands are left out. */
  void errands() {
    while (!waiting.isEmpty()) {
      Errand errand = waiting.remove();
      ErrandHandler handler = handlers.get(errand.kind());
      if (handler != null) {
        handler.run(errand);
      }
    }
  }

  SellerId seller() {
    SellerId fresh = new SellerId(UUID.randomUUID());
    run(() -> tables.sellers().add(fresh, "Harbor Goods", now));
    return fresh;
  }

  Account person(SellerId seller, Role role) {
    return person(seller, role, Optional.empty());
  }

  Account person(SellerId seller, Role role, Optional<UUID> sameAs) {
    UUID id = ids.next();
    Account account =
        new Account(
            seller,
            id,
            id + "@people.example",
            "Grace",
            role,
            false,
            ZoneId.of("UTC"),
            Locale.ENGLISH,
            Account.Theme.SYSTEM,
            Account.Status.ACTIVE,
            role == Role.AUDITOR ? Optional.of(now.plus(Duration.ofDays(14))) : Optional.empty(),
            sameAs.orElse(id));
    run(() -> tables.accounts().add(account, "$argon2id$", now));
    return account;
  }

  Account admin() {
    return person(SellerId.PLATFORM, Role.ADMIN);
  }

  Account support() {
    return person(SellerId.PLATFORM, Role.SUPPORT);
  }

  Account read(Account known) {
    return in(() -> tables.roster().hold(known.seller(), known.id())).orElseThrow().account();
  }

  Set<UUID> activeAdmins() {
    return find.of(SellerId.PLATFORM).stream()
        .map(Roster.Member::account)
        .filter(a -> a.role() == Role.ADMIN && a.welcomeAt(now))
        .map(Account::id)
        .collect(java.util.stream.Collectors.toSet());
  }

  List<String> actions() {
    return log.stream().map(AuditEntry::action).toList();
  }
}
