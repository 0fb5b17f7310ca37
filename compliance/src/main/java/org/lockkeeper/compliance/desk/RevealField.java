package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.FieldGroup;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Sight;
import org.lockkeeper.compliance.encryption.BuyerField;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.orders.RecipientVault;

/**
 * Shows a person one field of one buyer, for a reason, for a minute: who may,
 * what is left of the budget, and the entry of the audit log come first, each committed by itself.
 * A field that could not be shown is given back to the budget.
 */
@Workflow
public class RevealField {

  private final AccessPolicy access;
  private final DeskPolicy policy;
  private final Budget budget;
  private final RevealSteps steps;

  @Inject
  public RevealField(AccessPolicy access, DeskPolicy policy, Budget budget, RevealSteps steps) {
    this.access = access;
    this.policy = policy;
    this.budget = budget;
    this.steps = steps;
  }

  /** What comes of it. */
  public sealed interface Answer {

    /**
     * The field, to be kept nowhere.
     *
     * @param lasts after this it has to go from the screen
     */
    @PersonalData
    record Shown(String value, Duration lasts) implements Answer {
      @Override
      public String toString() {
        return "Shown[withheld]";
      }
    }

    /** Gone for good since that instant. */
    record Stripped(Instant at) implements Answer {}

    /** The channel has not given it. */
    record NotHeld() implements Answer {}

    /** There is no such order of this seller. */
    record NoOrder() implements Answer {}

    /** The role does not see this field in clear. */
    record NotForRole() implements Answer {}

    /** The ticket's number is missing, or is none. */
    record NoTicket() implements Answer {}

    /** The day's budget is used; another person may add to it. */
    record OverBudget() implements Answer {}

    /** What another person added is used with a second factor that was given just now. */
    record NeedsFactor() implements Answer {}

    /** Too many within a few minutes. */
    record TooFast() implements Answer {}

    /** The key service does not answer; nothing was used up. */
    record NotReadable() implements Answer {}

    /** What is stored is not what was sealed; it has been alarmed. */
    record Altered() implements Answer {}
  }

  /**
   * Shows it.
   *
   * @param ticket where the question is kept, such as a number of the help desk's
   * @param fresh whether the person gave a second factor within the last minutes
   */
  public Answer of(
      Account who,
      SellerId seller,
      OrderId order,
      BuyerField field,
      RevealReason reason,
      String ticket,
      boolean fresh) {
    if (!access.may(who.role(), Permission.BUYERS_REVEAL)
        || access.sight(who.role(), group(field)) != Sight.FULL) {
      return new Answer.NotForRole();
    }
    if (!Ticket.is(ticket)) {
      return new Answer.NoTicket();
    }
    return switch (steps.held(seller, order)) {
      case RevealSteps.Held.NoOrder none -> new Answer.NoOrder();
      case RevealSteps.Held.Stripped gone -> new Answer.Stripped(gone.at());
      case RevealSteps.Held.Withheld never -> new Answer.NotHeld();
      case RevealSteps.Held.Fields there ->
          there.fields().contains(field)
              ? take(who, seller, order, field, reason, ticket.strip(), fresh)
              : new Answer.NotHeld();
    };
  }

  /** The group by which the access policy says who sees a field. */
  public static FieldGroup group(BuyerField field) {
    return switch (field) {
      case NAME -> FieldGroup.BUYER_NAME;
      case ADDRESS -> FieldGroup.BUYER_ADDRESS;
      case PHONE, EMAIL -> FieldGroup.BUYER_CONTACT;
    };
  }

  private Answer take(
      Account who,
      SellerId seller,
      OrderId order,
      BuyerField field,
      RevealReason reason,
      String ticket,
      boolean fresh) {
    return switch (budget.take(who, Use.REVEAL)) {
      case DAY_OVER, TOO_MANY_SELLERS, TOO_MANY_ORDERS -> new Answer.OverBudget();
      case TOO_FAST -> new Answer.TooFast();
      case BEYOND -> {
        if (!fresh) {
          budget.giveBack(who);
          yield new Answer.NeedsFactor();
        }
        yield open(
            who,
            seller,
            order,
            field,
            Map.of("reason", reason.name(), "ticket", ticket, "beyond", "yes"));
      }
      case YES ->
          open(who, seller, order, field, Map.of("reason", reason.name(), "ticket", ticket));
    };
  }

  private Answer open(
      Account who, SellerId seller, OrderId order, BuyerField field, Map<String, String> why) {
    boolean shown = false;
    try {
      Optional<String> value = steps.open(seller, order, field, why);
      shown = value.isPresent();
      return value
          .<Answer>map(text -> new Answer.Shown(text, policy.shown()))
          .orElseGet(Answer.NotHeld::new);
    } catch (RecipientVault.NotAuthentic alreadyAudited) {
      return new Answer.Altered();
    } catch (RecipientVault.SealingUnavailable e) {
      return new Answer.NotReadable();
    } finally {
      if (!shown) {
        budget.giveBack(who);
      }
    }
  }
}
