package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.Budget;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;

/**
 * For which seller one works at the desk: the one that the request names, if one is assigned to it,
 * or the only one there is. The address and the forms carry its id; nothing is kept in a session.
 */
@Named
@RequestScoped
public class Desk {

  static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final DeskReader reader;
  private final Budget budget;
  private final AuditTrail audit;
  private final SignedIn signedIn;
  private final Redirect redirect;
  private final Texts texts;
  private final Clock clock;
  private final HttpServletRequest request;
  private @Nullable List<SellerId> assigned;
  private Budget.@Nullable Standing standing;
  private @Nullable String name;

  @Inject
  Desk(
      DeskReader reader,
      Budget budget,
      AuditTrail audit,
      SignedIn signedIn,
      Redirect redirect,
      Texts texts,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.budget = budget;
    this.audit = audit;
    this.signedIn = signedIn;
    this.redirect = redirect;
    this.texts = texts;
    this.clock = clock;
    this.request = request;
  }

  /** A seller that one may choose. */
  public record Choice(String name, String path, boolean on) {}

  private List<SellerId> assigned() {
    List<SellerId> known = assigned;
    if (known == null) {
      known = reader.sellersOf(signedIn.account().id(), clock.instant());
      assigned = known;
    }
    return known;
  }

  /** All sellers that one works for. */
  List<SellerId> all() {
    return assigned();
  }

  private Optional<SellerId> named() {
    return Optional.ofNullable(request.getParameter("seller"))
        .filter(text -> ID.matcher(text).matches())
        .map(SellerId::of);
  }

  /** The seller one works for; empty if one has to choose first. */
  Optional<SellerId> seller() {
    if (request.getParameter("seller") != null) {
      return named().filter(assigned()::contains);
    }
    return assigned().size() == 1 ? Optional.of(assigned().getFirst()) : Optional.empty();
  }

  /** Answers as if there were no such page if the request names a seller that is not one's own. */
  public void check() {
    if (request.getParameter("seller") != null) {
      checkChosen();
    }
  }

  /** Answers as if there were no such page without a seller of one's own. */
  void checkChosen() {
    if (chosen()) {
      return;
    }
    named()
        .ifPresent(
            other ->
                audit.recordFirst(
                    signedIn.seller(),
                    signedIn.actor(),
                    "access.denied",
                    "seller:" + other,
                    Map.of()));
    redirect.nowhere();
  }

  /** The seller of an action; asked anew, so that an assignment that has ended ends here. */
  Optional<SellerId> forAction() {
    signedIn.need(Permission.DESK_WORK);
    assigned = null;
    Optional<SellerId> now = seller();
    if (now.isEmpty()) {
      redirect.nowhere();
    }
    return now;
  }

  public boolean chosen() {
    return seller().isPresent();
  }

  public String sellerId() {
    return seller().map(SellerId::toString).orElse("");
  }

  public String sellerName() {
    String known = name;
    if (known == null) {
      known = seller().flatMap(reader::name).orElse("");
      name = known;
    }
    return known;
  }

  /** The sellers to choose from. */
  public List<Choice> choices() {
    Optional<SellerId> now = seller();
    return assigned().stream()
        .map(
            each ->
                new Choice(
                    reader.name(each).orElse(each.toString()),
                    "/support/find?seller=" + each,
                    now.equals(Optional.of(each))))
        .sorted(java.util.Comparator.comparing(Choice::name))
        .toList();
  }

  /** The address of a page for the present seller. */
  public String path(String page) {
    return seller().map(id -> "/support/" + page + "?seller=" + id).orElse("/support/" + page);
  }

  private Budget.Standing standing() {
    Budget.Standing known = standing;
    if (known == null) {
      known = budget.of(signedIn.account());
      standing = known;
    }
    return known;
  }

  /** What is left of the budget, in a sentence. */
  public String budget() {
    return texts.with(
        "support.desk.message.budget",
        standing().left(),
        standing().mostReveals(),
        Math.max(0, standing().mostSearches() - standing().searches()),
        standing().mostSearches());
  }
}
