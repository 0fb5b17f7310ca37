package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.portal.cases.CaseReader;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.wiring.ActorOfTheThread;
import org.lockkeeper.retention.CaseRules;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.OpenDeletionCase;
import org.lockkeeper.retention.PreviewDeletion;
import org.lockkeeper.retention.Stage;
import org.lockkeeper.retention.Trigger;

/**
 * {@code /seller/leave}: what closing the account deletes and keeps, counted; and then, if the
 * seller types the account's name, that it happens once the cooling-off is over.
 */
@Named
@RequestScoped
public class Leave {

  private final CaseReader reader;
  private final OpenDeletionCase open;
  private final CaseRules rules;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final Redirect redirect;
  private final Clock clock;
  private PreviewDeletion.@Nullable Preview preview;
  private @Nullable String typed;
  private boolean mistyped;

  @Inject
  Leave(
      CaseReader reader,
      OpenDeletionCase open,
      CaseRules rules,
      SignedIn signedIn,
      ActorOfTheThread actor,
      Redirect redirect,
      Clock clock) {
    this.reader = reader;
    this.open = open;
    this.rules = rules;
    this.signedIn = signedIn;
    this.actor = actor;
    this.redirect = redirect;
    this.clock = clock;
  }

  /** What would happen, counted by the queries that prove it afterwards. */
  public PreviewDeletion.Preview preview() {
    PreviewDeletion.Preview read = preview;
    if (read == null) {
      read = reader.preview(signedIn.seller(), new CaseScope.WholeSeller());
      preview = read;
    }
    return read;
  }

  /** Stores of which something goes. */
  public List<PreviewDeletion.Preview.Going> going() {
    return preview().going().stream().filter(store -> store.rows() > 0).toList();
  }

  /** Whether the seller is leaving already. */
  public boolean leaving() {
    return reader.all(signedIn.seller()).stream()
        .anyMatch(
            one ->
                one.it().scope() instanceof CaseScope.WholeSeller
                    && one.it().stage().live()
                    && !(one.it().stage() instanceof Stage.Proposed));
  }

  /** How long it can be taken back, in hours. */
  public long coolingOffHours() {
    Duration rest = rules.coolingOff(Trigger.ACCOUNT_CLOSED);
    return rest.toHours();
  }

  /** The instant by which everything is gone. */
  public Instant dueBy() {
    return clock.instant().plus(rules.due());
  }

  /** What has to be typed. */
  public String word() {
    return signedIn.sellerName();
  }

  public boolean mistyped() {
    return mistyped;
  }

  /** Begins the cooling-off, if the name was typed. */
  public void now() {
    signedIn.needFresh(Permission.PRIVACY_WORK);
    if (typed == null || !typed.strip().equalsIgnoreCase(word())) {
      mistyped = true;
      return;
    }
    actor.as(
        signedIn.actor(),
        () ->
            open.of(
                signedIn.seller(),
                new CaseScope.WholeSeller(),
                Trigger.ACCOUNT_CLOSED,
                List.of(),
                signedIn.actor()));
    redirect.to("/seller/privacy");
  }

  public String getTyped() {
    return typed == null ? "" : typed;
  }

  public void setTyped(@Nullable String typed) {
    this.typed = typed;
  }
}
