package org.lockkeeper.compliance.encryption;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault;

/**
 * Finds a seller's orders by what a buyer says, without a recipient standing anywhere in clear: the
 * blind index gives a handful of candidates in each cohort, these are opened and compared in
 * memory, and only what matches exactly is told.
 *
 * <p>The audit log has every candidate's id before it is opened, and each match as an opened
 * recipient before it is told. A canary is a candidate like others, which the seller's log does not
 * name; one that matches is not told, and springs the trap.
 */
@ApplicationScoped
public class FindByRecipient {

  /** So many candidates are opened for one search; those beyond are not looked at. */
  static final int MOST_CANDIDATES = 500;

  /** So many candidates are named in one entry of the audit log. */
  private static final int PAGE = 100;

  /**
   * What was found.
   *
   * @param orders the orders that match exactly
   * @param complete whether all candidates were looked at; if not, the search has to say more
   */
  public record Found(List<OrderId> orders, boolean complete) {
    public Found {
      orders = List.copyOf(orders);
    }
  }

  private record Question(
      Function<SellerKey, LookUpTokens.Token> token, Predicate<RecipientDetails> matches) {}

  private final SellerKeyRing ring;
  private final SellerKeys sellerKeys;
  private final Cohorts cohorts;
  private final LookUpTokens tokens;
  private final OrderKeys orderKeys;
  private final SealedRecipients recipients;
  private final RecipientEnvelope envelope;
  private final CanaryTrap trap;
  private final AuditTrail audit;
  private final CurrentActor actor;

  @Inject
  FindByRecipient(
      SellerKeyRing ring,
      SellerKeys sellerKeys,
      Cohorts cohorts,
      LookUpTokens tokens,
      OrderKeys orderKeys,
      SealedRecipients recipients,
      RecipientEnvelope envelope,
      CanaryTrap trap,
      AuditTrail audit,
      CurrentActor actor) {
    this.ring = ring;
    this.sellerKeys = sellerKeys;
    this.cohorts = cohorts;
    this.tokens = tokens;
    this.orderKeys = orderKeys;
    this.recipients = recipients;
    this.envelope = envelope;
    this.trap = trap;
    this.audit = audit;
    this.actor = actor;
  }

  /**
   * The seller's orders whose recipient matches; those with the latest end of keeping first. A
   * candidate that is not authentic is alarmed and left out.
   *
   * @throws RecipientVault.SealingUnavailable if a key is not in memory and the key service does
   *     not answer; nothing is told then, because "not found" would be wrong
   */
  @Transactional(
      dontRollbackOn = {RecipientVault.NotAuthentic.class, RecipientVault.SealingUnavailable.class})
  public Found of(SellerId seller, Search search) {
    List<Question> questions = questions(search);
    List<LookUpTokens.Place> places = new ArrayList<>();
    for (Cohort cohort : openCohortsOf(seller)) {
      SellerKey key =
          ring.find(seller, cohort)
              .orElseThrow(
                  () -> new IllegalStateException("seller " + seller + " lost a key: " + cohort));
      for (Question question : questions) {
        places.add(new LookUpTokens.Place(cohort, question.token().apply(key)));
      }
    }
    List<OrderId> found =
        places.isEmpty() ? List.of() : tokens.candidates(seller, places, MOST_CANDIDATES + 1);
    boolean complete = found.size() <= MOST_CANDIDATES;
    Set<OrderId> candidates =
        found.stream().limit(MOST_CANDIDATES).collect(Collectors.toCollection(LinkedHashSet::new));
    return new Found(matching(seller, search, questions, new ArrayList<>(candidates)), complete);
  }

  /**
   * The seller's orders of the same buyer as one order's, by e-mail, or by phone where there is no
   * e-mail; that order is among them.
   *
   * @throws RecipientVault.SealingUnavailable as {@link #of}
   * @throws RecipientVault.NotAuthentic if that order's own recipient does not open; audited
   */
  @Transactional(
      dontRollbackOn = {RecipientVault.NotAuthentic.class, RecipientVault.SealingUnavailable.class})
  public Found sameBuyer(SellerId seller, OrderId order, Recipient.Sealed sealed) {
    if (trap.springs(seller, order, "same-buyer")) {
      throw new RecipientVault.NotAuthentic("order " + order + " does not open");
    }
    Optional<Search> search;
    try (OrderKey key = envelope.keyOf(seller, order)) {
      RecipientDetails details = envelope.open(key, sealed);
      search =
          details
              .email()
              .<Search>map(Search.ByEmail::new)
              .or(() -> details.phone().map(phone -> new Search.ByPhone(phone, details.country())));
    }
    return search.map(asked -> of(seller, asked)).orElseGet(() -> new Found(List.of(order), true));
  }

  private List<Cohort> openCohortsOf(SellerId seller) {
    Set<Cohort> keyed = new HashSet<>(sellerKeys.cohortsOf(seller));
    return cohorts.unfinished().stream()
        .filter(row -> row.state() == Cohorts.State.OPEN)
        .map(Cohorts.Row::cohort)
        .filter(keyed::contains)
        .sorted(Comparator.comparing(Cohort::endsAt).reversed())
        .toList();
  }

  private List<OrderId> matching(
      SellerId seller, Search search, List<Question> questions, List<OrderId> candidates) {
    List<OrderId> matches = new ArrayList<>();
    for (int from = 0; from < candidates.size(); from += PAGE) {
      List<OrderId> page = candidates.subList(from, Math.min(from + PAGE, candidates.size()));
      Map<OrderId, Recipient.Sealed> sealed = recipients.of(seller, page);
      if (sealed.isEmpty()) {
        continue;
      }
      // The seller reads this entry. What it tells must not show which orders are canaries.
      String named =
          page.stream()
              .filter(sealed::containsKey)
              .filter(order -> !trap.guards(seller, order))
              .map(OrderId::toString)
              .collect(Collectors.joining(","));
      if (!named.isEmpty()) {
        audit.recordFirst(
            seller,
            actor.actor(),
            "recipient.looked-up",
            "seller:" + seller,
            Map.of("by", search.by(), "candidates", named));
      }
      Map<OrderId, OrderKeys.Row> keys = orderKeys.of(seller, sealed.keySet());
      for (OrderId order : page) {
        Recipient.Sealed recipient = sealed.get(order);
        if (recipient != null
            && matches(seller, order, Optional.ofNullable(keys.get(order)), recipient, questions)
            && !trap.springs(seller, order, "look-up:" + search.by())) {
          audit.recordFirst(
              seller,
              actor.actor(),
              "recipient.opened",
              "order:" + order,
              Map.of("purpose", Purpose.LOOK_UP.name(), "fields", envelope.fieldsOf(recipient)));
          matches.add(order);
        }
      }
    }
    return matches;
  }

  private boolean matches(
      SellerId seller,
      OrderId order,
      Optional<OrderKeys.Row> row,
      Recipient.Sealed sealed,
      List<Question> questions) {
    try (OrderKey key =
        row.isPresent() ? envelope.keyOf(row.get()) : envelope.keyOf(seller, order)) {
      RecipientDetails details = envelope.open(key, sealed);
      return questions.stream().anyMatch(question -> question.matches().test(details));
    } catch (RecipientVault.NotAuthentic alreadyAudited) {
      return false;
    }
  }

  private static List<Question> questions(Search search) {
    return switch (search) {
      case Search.ByEmail asked -> {
        String email = BlindIndex.email(asked.email());
        yield email.isEmpty()
            ? List.of()
            : List.of(
                new Question(
                    key -> BlindIndex.emailToken(key, email),
                    details -> details.email().map(BlindIndex::email).equals(some(email))));
      }
      case Search.ByPhone asked -> byPhone(asked.phone(), asked.country());
      case Search.ByName asked ->
          Stream.of(
                  BlindIndex.placeByPostalCode(asked.place()),
                  BlindIndex.placeByCity(asked.place()))
              .flatMap(place -> byName(BlindIndex.words(asked.name()), place).stream())
              .toList();
    };
  }

  private static List<Question> byPhone(String text, String country) {
    String phone = BlindIndex.phone(text, country);
    if (phone.startsWith("+") && phone.length() > 8) {
      return List.of(
          new Question(
              key -> BlindIndex.phoneToken(key, phone),
              details -> phoneOf(details).equals(some(phone))),
          new Question(
              key -> BlindIndex.phoneTailToken(key, phone.substring(phone.length() - 7)),
              details -> phoneOf(details).equals(some(phone))));
    }
    return BlindIndex.phoneTail(phone)
        .map(
            tail ->
                List.of(
                    new Question(
                        key -> BlindIndex.phoneTailToken(key, tail),
                        details ->
                            phoneOf(details).flatMap(BlindIndex::phoneTail).equals(some(tail)))))
        .orElseGet(List::of);
  }

  private static List<Question> byName(List<String> words, String place) {
    return words.stream()
        .max(Comparator.comparingInt(String::length))
        .map(
            rarest ->
                List.of(
                    new Question(
                        key -> BlindIndex.nameToken(key, rarest, place),
                        details ->
                            BlindIndex.place(details).equals(place)
                                && BlindIndex.words(details.name()).containsAll(words))))
        .orElseGet(List::of);
  }

  private static Optional<String> phoneOf(RecipientDetails details) {
    return details.phone().map(phone -> BlindIndex.phone(phone, details.country()));
  }

  private static Optional<String> some(String text) {
    return Optional.of(text);
  }
}
