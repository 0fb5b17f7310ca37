package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.KnownPeople;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.encryption.RightsWorld;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.Notices;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.rights.Shelf;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingsInForce;
import org.lockkeeper.incidents.EvidenceLocker;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.Incidents;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.incidents.Reading;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.DataRequest;
import org.lockkeeper.retention.DataRequests;

/** The desk over buyers who are really sealed, with its tables in memory. */
final class MemoryDesk {

  final RightsWorld world = new RightsWorld();
  final Shelf shelf = new Shelf();
  final DeskPolicy policy = new DeskPolicy();
  final Tallies tallies = new Tallies();
  final Requests requests = new Requests();
  final Cases cases = new Cases();
  final List<Suspicion> suspicions = new ArrayList<>();
  final List<Incident.Snapshot> incidents = new ArrayList<>();
  final List<Notice> notices = new ArrayList<>();
  final List<Account> people = new ArrayList<>();
  final TellPeople tell =
      new TellPeople(
          new KeptNotices(), nobody(), noErrands(), world.audit(), world.ids(), world.clock());
  final Map<Setting, String> set = new EnumMap<>(Setting.class);
  final Budget budget =
      new Budget(
          tallies,
          requests,
          policy,
          new SettingsInForce(() -> set),
          world.audit(),
          tell,
          world.clock());
  final FindOrders find =
      new FindOrders(budget, new FindSteps(shelf, world.finder()), world.audit());

  /** With the keys as they are now. */
  RevealField reveal() {
    return new RevealField(
        new AccessPolicy(), policy, budget, new RevealSteps(shelf, world.opener()));
  }

  final GrantReveals grant =
      new GrantReveals(
          requests,
          policy,
          new AccessPolicy(),
          KnownPeople.two(people),
          world.audit(),
          tell,
          world.ids(),
          world.clock());
  final WorkCases work = new WorkCases(cases, shelf, world.audit(), world.ids(), world.clock());
  final ReportSuspicion report =
      new ReportSuspicion(
          new Suspicions() {
            @Override
            public void add(Suspicion suspicion) {
              suspicions.add(suspicion);
            }

            @Override
            public List<Suspicion> latest(int most) {
              return suspicions.reversed().stream().limit(most).toList();
            }
          },
          new ReportIncident(
              (Incidents) keeping(Incidents.class),
              new KeepEvidence(
                  (EvidenceLocker) keeping(EvidenceLocker.class),
                  (Incidents) keeping(Incidents.class),
                  event -> {},
                  world.ids(),
                  world.clock()),
              IncidentPolicy.edition(LocalDate.of(2026, 11, 22)),
              () -> new Reading(world.clock().instant(), world.clock().instant()),
              event -> {},
              world.ids()),
          world.audit(),
          world.ids(),
          world.clock());

  /** Keeps incidents that are added, and knows of nothing else. */
  private Object keeping(Class<?> port) {
    return java.lang.reflect.Proxy.newProxyInstance(
        port.getClassLoader(),
        new Class<?>[] {port},
        (proxy, method, arguments) -> {
          if (method.getName().equals("add")) {
            incidents.add(((Incident) arguments[0]).snapshot());
          }
          return method.getReturnType() == Optional.class ? Optional.empty() : null;
        });
  }

  final List<SellerView> views = new ArrayList<>();
  final Set<SellerId> assigned = new HashSet<>();
  final List<PrivacyDecision> decisions = new ArrayList<>();
  final List<DataRequest> wishes = new ArrayList<>();

  final ViewAsSeller view =
      new ViewAsSeller(
          new ViewSteps(new KeptViews(), new Works(), tell),
          world.audit(),
          world.ids(),
          world.clock());

  final DecidePrivacyRequest decide =
      new DecidePrivacyRequest(
          new PrivacyDecisions() {
            @Override
            public void add(PrivacyDecision decision) {
              decisions.addFirst(decision);
            }

            @Override
            public List<PrivacyDecision> all(SellerId seller) {
              return decisions.stream().filter(d -> d.seller().equals(seller)).toList();
            }
          },
          new Wishes(),
          world.audit(),
          tell,
          world.ids(),
          world.clock());

  private final class KeptViews implements SellerViews {
    @Override
    public void add(SellerView fresh) {
      views.add(fresh);
    }

    @Override
    public Optional<SellerView> open(SellerId home, UUID session, Instant now) {
      return views.stream()
          .filter(v -> v.session().equals(session) && v.endsAt().isAfter(now))
          .findFirst();
    }

    @Override
    public void end(SellerId home, UUID session, Instant at) {
      views.removeIf(v -> v.session().equals(session));
    }
  }

  private final class Works implements Assignments {
    @Override
    public List<SellerId> sellersOf(UUID staff, Instant now) {
      return List.copyOf(assigned);
    }

    @Override
    public boolean assigned(UUID staff, SellerId seller, Instant now) {
      return assigned.contains(seller);
    }

    @Override
    public List<Assignment> of(SellerId seller) {
      return List.of();
    }

    @Override
    public List<Open> openOf(UUID staff) {
      return List.of();
    }

    @Override
    public List<Open> open(int limit) {
      return List.of();
    }

    @Override
    public boolean grant(Assignment fresh) {
      return assigned.add(fresh.seller());
    }

    @Override
    public boolean end(SellerId seller, UUID id, Instant at) {
      return assigned.remove(seller);
    }

    @Override
    public Optional<Instant> lastUsed(SellerId seller, UUID staff) {
      return Optional.empty();
    }
  }

  private final class Wishes implements DataRequests {
    @Override
    public void add(DataRequest request) {
      wishes.add(request);
    }

    @Override
    public Optional<DataRequest> find(SellerId seller, UUID id) {
      return wishes.stream()
          .filter(w -> w.seller().equals(seller) && w.id().equals(id))
          .findFirst();
    }

    @Override
    public List<DataRequest> all(SellerId seller) {
      return wishes;
    }

    @Override
    public void answered(SellerId seller, UUID id, Instant at) {}
  }

  Account person(Role role) {
    SellerId home = role.ofSeller() ? RightsWorld.SELLER : SellerId.PLATFORM;
    Account someone =
        new Account(
            home,
            world.ids().next(),
            "someone@example.test",
            "Someone",
            role,
            false,
            ZoneOffset.UTC,
            Locale.ENGLISH,
            Account.Theme.SYSTEM);
    people.add(someone);
    return someone;
  }

  private static Accounts nobody() {
    return (Accounts)
        java.lang.reflect.Proxy.newProxyInstance(
            Accounts.class.getClassLoader(),
            new Class<?>[] {Accounts.class},
            (proxy, method, arguments) -> List.of());
  }

  private static Errands noErrands() {
    return new Errands() {
      @Override
      public void after(java.time.Duration delay, Errand errand) {}

      @Override
      public void now(Errand errand) {}
    };
  }

  final class KeptNotices implements Notices {
    @Override
    public boolean raise(Notice notice) {
      boolean known =
          notices.stream()
              .anyMatch(
                  n ->
                      n.kind() == notice.kind()
                          && n.subject().equals(notice.subject())
                          && n.endsAt().equals(notice.endsAt()));
      return !known && notices.add(notice);
    }

    @Override
    public Optional<Notice> find(SellerId seller, UUID id) {
      return Optional.empty();
    }

    @Override
    public List<Notice> open(SellerId seller) {
      return notices;
    }

    @Override
    public void dismiss(SellerId seller, UUID id, Instant at) {}

    @Override
    public boolean mayMail(SellerId seller, UUID id, UUID account) {
      return false;
    }

    @Override
    public void mailed(SellerId seller, UUID id, UUID account, Instant at) {}

    @Override
    public List<SellerId> sellersWithEnds(Instant before) {
      return List.of();
    }
  }

  static final class Tallies implements DeskTallies {
    private final Map<String, Integer> used = new HashMap<>();
    private final Set<String> noted = new HashSet<>();

    private static String key(UUID account, Kind kind, Instant slot) {
      return account + "/" + kind + "/" + slot;
    }

    @Override
    public boolean take(SellerId home, UUID account, Kind kind, Instant slot, int most) {
      if (used(home, account, kind, slot) >= most) {
        return false;
      }
      used.merge(key(account, kind, slot), 1, Integer::sum);
      return true;
    }

    @Override
    public void giveBack(SellerId home, UUID account, Kind kind, Instant slot) {
      used.merge(key(account, kind, slot), -1, Integer::sum);
    }

    @Override
    public int used(SellerId home, UUID account, Kind kind, Instant slot) {
      return used.getOrDefault(key(account, kind, slot), 0);
    }

    @Override
    public boolean note(
        SellerId home, UUID account, Kind kind, Instant slot, UUID about, int most) {
      String prefix = key(account, kind, slot) + "/";
      if (noted.contains(prefix + about)) {
        return true;
      }
      return noted.stream().filter(s -> s.startsWith(prefix)).count() < most
          && noted.add(prefix + about);
    }
  }

  static final class Requests implements RevealRequests {
    private final Map<UUID, RevealRequest> all = new HashMap<>();

    @Override
    public void add(RevealRequest request) {
      all.put(request.id(), request);
    }

    @Override
    public Optional<RevealRequest> findForUpdate(SellerId home, UUID id) {
      return Optional.ofNullable(all.get(id)).filter(r -> r.home().equals(home));
    }

    @Override
    public void decided(SellerId home, UUID id, RevealRequest.Decision decision) {
      RevealRequest r = findForUpdate(home, id).orElseThrow();
      all.put(
          id,
          new RevealRequest(
              r.home(),
              r.id(),
              r.account(),
              r.worksFor(),
              r.reason(),
              r.ticket(),
              r.askedAt(),
              r.more(),
              r.endsAt(),
              Optional.of(decision)));
    }

    @Override
    public List<RevealRequest> waiting(SellerId home, Instant now) {
      return all.values().stream()
          .filter(r -> r.decision().isEmpty() && r.endsAt().isAfter(now))
          .toList();
    }

    @Override
    public List<RevealRequest> of(SellerId home, UUID account, Instant now) {
      return all.values().stream()
          .filter(r -> r.account().equals(account) && r.endsAt().isAfter(now))
          .sorted(Comparator.comparing(RevealRequest::askedAt).reversed())
          .toList();
    }
  }

  static final class Cases implements SupportCases {
    private final Map<UUID, SupportCase> all = new HashMap<>();

    @Override
    public void add(SupportCase fresh) {
      all.put(fresh.id(), fresh);
    }

    @Override
    public boolean save(SupportCase changed) {
      return find(changed.seller(), changed.id()).filter(SupportCase::open).isPresent()
          && all.put(changed.id(), changed) != null;
    }

    @Override
    public void note(SellerId seller, UUID id, SupportCase.Note note) {
      SupportCase c = find(seller, id).orElseThrow();
      List<SupportCase.Note> notes = new ArrayList<>(c.notes());
      notes.add(note);
      all.put(
          id,
          new SupportCase(
              c.seller(),
              c.id(),
              c.order(),
              c.subject(),
              c.deadline(),
              c.next(),
              c.waitingOn(),
              c.openedBy(),
              c.heldBy(),
              c.openedAt(),
              c.movedAt(),
              c.closedAt(),
              notes));
    }

    @Override
    public Optional<SupportCase> find(SellerId seller, UUID id) {
      return Optional.ofNullable(all.get(id)).filter(c -> c.seller().equals(seller));
    }

    @Override
    public List<SupportCase> open(SellerId seller, int most) {
      return all.values().stream().filter(c -> c.seller().equals(seller) && c.open()).toList();
    }

    @Override
    public List<SupportCase> about(SellerId seller, org.lockkeeper.kernel.OrderId order) {
      return all.values().stream()
          .filter(c -> c.seller().equals(seller) && c.order().equals(Optional.of(order)))
          .toList();
    }
  }
}
