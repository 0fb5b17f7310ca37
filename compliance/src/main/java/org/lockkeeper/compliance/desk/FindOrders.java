package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Search;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.RecipientVault;

/**
 * The one box of the support desk: finds orders of one seller by a number or by what the buyer says
 * (R-13, R-65). Each search is in that seller's audit log before its answer is told: by what, and
 * how many were found; never what was searched for.
 */
@Workflow
public class FindOrders {

  private static final int SHORTEST = 3;
  private static final int LONGEST = 200;

  private final Budget budget;
  private final FindSteps steps;
  private final AuditTrail audit;

  @Inject
  public FindOrders(Budget budget, FindSteps steps, AuditTrail audit) {
    this.budget = budget;
    this.steps = steps;
    this.audit = audit;
  }

  /** An order that was found, and by what. */
  public record Hit(Order.Snapshot order, MatchKind kind) {}

  /**
   * What was found.
   *
   * @param complete whether that is all; if not, the search has to say more
   */
  public record Hits(List<Hit> hits, boolean complete) {
    public Hits {
      hits = List.copyOf(hits);
    }
  }

  /** What comes of it. */
  public sealed interface Answer {

    /** An incomplete address or fewer than three signs: it would meet others as well. */
    record TooShort() implements Answer {}

    /** Nothing of this seller matches. */
    record Nothing() implements Answer {}

    record Found(Hits hits) implements Answer {}

    /** The day's searches are used. */
    record OverBudget() implements Answer {}

    /** Too many within a few minutes. */
    record TooFast() implements Answer {}

    /** More sellers than one person works for in a day. */
    record TooManySellers() implements Answer {}

    /** The key service does not answer; "nothing" would be wrong. */
    record NotReadable() implements Answer {}
  }

  /**
   * Searches.
   *
   * @param said a number or what the buyer told: personal data, which is kept nowhere
   * @param country where a phone number without country code belongs, ISO 3166-1 alpha-2
   */
  public Answer of(Account who, SellerId seller, String said, String country) {
    String text = said.strip();
    boolean address = text.indexOf('@') >= 0;
    if (text.replace("#", "").length() < SHORTEST
        || text.length() > LONGEST
        || (address && !text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"))) {
      return new Answer.TooShort();
    }
    return within(
        who,
        seller,
        () -> {
          Hits numbered = address ? new Hits(List.of(), true) : steps.byNumber(seller, text);
          if (!numbered.hits().isEmpty()) {
            return told(who, seller, "number", numbered);
          }
          Optional<Search> search = Search.read(withComma(text), country);
          return search.isPresent()
              ? told(who, seller, search.get().by(), steps.byBuyer(seller, search.get()))
              : told(who, seller, "number", numbered);
        });
  }

  /** The other orders that the same buyer has with the same seller. */
  public Answer sameBuyer(Account who, SellerId seller, OrderId order) {
    return within(
        who,
        seller,
        () ->
            steps
                .sameBuyer(seller, order)
                .map(hits -> told(who, seller, "same-buyer", hits))
                .orElseGet(Answer.Nothing::new));
  }

  private Answer within(Account who, SellerId seller, java.util.function.Supplier<Answer> search) {
    if (budget.workFor(who, seller) != Budget.Taken.YES) {
      return new Answer.TooManySellers();
    }
    return switch (budget.take(who, Use.SEARCH)) {
      case DAY_OVER, TOO_MANY_SELLERS, TOO_MANY_ORDERS -> new Answer.OverBudget();
      case TOO_FAST -> new Answer.TooFast();
      case YES, BEYOND -> {
        try {
          yield search.get();
        } catch (RecipientVault.SealingUnavailable | RecipientVault.NotAuthentic e) {
          yield new Answer.NotReadable();
        }
      }
    };
  }

  private Answer told(Account who, SellerId seller, String by, Hits found) {
    audit.recordFirst(
        seller,
        who.actor(),
        "desk.searched",
        "seller:" + seller,
        Map.of("by", by, "matches", Integer.toString(found.hits().size())));
    return found.hits().isEmpty() ? new Answer.Nothing() : new Answer.Found(found);
  }

  /** A name and a post code behind it may stand without a comma. */
  private static String withComma(String text) {
    int blank = text.lastIndexOf(' ');
    boolean place =
        blank > 0
            && text.indexOf(',') < 0
            && text.substring(blank).chars().anyMatch(Character::isDigit)
            && text.substring(0, blank).chars().anyMatch(Character::isLetter);
    return place ? text.substring(0, blank) + "," + text.substring(blank) : text;
  }
}
