package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.OrderBoard.Status;
import org.lockkeeper.portal.session.SignedIn;

/** {@code /seller/onboarding}: what is left to do until orders ship by themselves. */
@Named
@RequestScoped
public class Onboarding {

  private static final Set<Status> AT_AMAZON =
      Set.of(
          Status.ROUTED,
          Status.SHIPPED,
          Status.DELIVERED,
          Status.LOST,
          Status.RETURNED,
          Status.UNFOLLOWED);

  private final ChannelsReader reader;
  private final SignedIn signedIn;
  private @Nullable List<Step> steps;

  @Inject
  Onboarding(ChannelsReader reader, SignedIn signedIn) {
    this.reader = reader;
    this.signedIn = signedIn;
  }

  /**
   * One step.
   *
   * @param name the last part of its text keys
   * @param state {@code done}, {@code next}, {@code open} or {@code nothing} to do
   * @param path where it is done
   */
  public record Step(int number, String name, String state, String path) {

    public String label() {
      return "seller.onboarding.step." + name;
    }

    public String help() {
      return "seller.onboarding.step-help." + name;
    }

    public String button() {
      return "seller.onboarding.button." + name;
    }

    public String stateKey() {
      return "seller.onboarding.state." + state;
    }

    public boolean done() {
      return state.equals("done") || state.equals("nothing");
    }
  }

  /** The steps in their order, as the data have them now. */
  public List<Step> steps() {
    List<Step> read = steps;
    if (read == null) {
      read = look();
      steps = read;
    }
    return read;
  }

  /** How many steps are done. */
  public long done() {
    return steps().stream().filter(Step::done).count();
  }

  private List<Step> look() {
    List<Authorization.Snapshot> grants =
        reader.of(signedIn.seller()).stream().map(ChannelsReader.Line::grant).toList();
    boolean amazon = grants.stream().anyMatch(g -> g.readable() && isAmazon(g));
    boolean channel = grants.stream().anyMatch(g -> g.readable() && !isAmazon(g));
    boolean working =
        grants.stream().anyMatch(g -> g.usable() && isAmazon(g))
            && grants.stream().anyMatch(g -> g.usable() && !isAmazon(g));
    boolean sent = count(AT_AMAZON, false, Optional.empty()) > 0;
    boolean unmapped = count(Set.of(), true, Optional.of(ExceptionClass.UNMAPPED_SKU)) > 0;
    boolean mapped = sent && !unmapped;
    String orders = OrderFilter.ALL.path();
    String next =
        !amazon ? "amazon" : !channel ? "channel" : unmapped ? "map" : !sent ? "test-order" : "";
    return List.of(
        step(1, "amazon", amazon, next, "/seller/channels"),
        step(2, "channel", channel, next, "/seller/channels"),
        step(
            3,
            "map",
            mapped,
            next,
            OrderFilter.ALL.stuckBy(Optional.of(ExceptionClass.UNMAPPED_SKU)).path()),
        new Step(4, "speeds", "nothing", orders),
        step(5, "test-order", sent, next, orders),
        step(6, "go-live", working && sent && !unmapped, next, "/seller/today"));
  }

  private static Step step(int number, String name, boolean done, String next, String path) {
    return new Step(number, name, done ? "done" : name.equals(next) ? "next" : "open", path);
  }

  private static boolean isAmazon(Authorization.Snapshot grant) {
    return grant.platform().equals(Platform.AMAZON);
  }

  private long count(Set<Status> statuses, boolean stuck, Optional<ExceptionClass> cause) {
    return reader.count(
        signedIn.seller(),
        new OrderBoard.Filter(
            Optional.empty(),
            statuses,
            Optional.empty(),
            stuck,
            cause,
            Optional.empty(),
            Optional.empty()));
  }
}
