package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.BarChart;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.portal.wiring.ActorOfTheThread;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.ChangeSpan;
import org.lockkeeper.retention.ChannelSpan;
import org.lockkeeper.retention.ChannelSpans;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * {@code /seller/retention}: how long buyers are kept, what goes when, and a shorter span of the
 * seller's own, in two steps with a preview of exactly what it strips.
 */
@Named
@RequestScoped
public class SellerRetention {

  private static final int DAYS = 28;

  private final ChangeSpan change;
  private final SellerRetentionReader reader;
  private final RetentionSchedule schedule;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final Toast toast;
  private final Texts texts;
  private final Times times;
  private final Clock clock;
  private @Nullable Integer wanted;
  private boolean refused;
  private @Nullable List<BuyerRetentions.DayCount> ends;

  @Inject
  SellerRetention(
      ChangeSpan change,
      SellerRetentionReader reader,
      RetentionSchedule schedule,
      SignedIn signedIn,
      ActorOfTheThread actor,
      Toast toast,
      Texts texts,
      Times times,
      Clock clock) {
    this.change = change;
    this.reader = reader;
    this.schedule = schedule;
    this.signedIn = signedIn;
    this.actor = actor;
    this.toast = toast;
    this.texts = texts;
    this.times = times;
    this.clock = clock;
  }

  /** A rule in words. */
  public record Rule(String when, String keep, String source) {}

  /** What a proposal would do, in figures. */
  public record Preview(
      long days, boolean shorter, ChannelSpans.Effect effect, @Nullable Instant oldest) {}

  public ChannelSpan span() {
    return change.of(signedIn.seller());
  }

  /** Days after the delivery. */
  public long days() {
    return span().span().toDays();
  }

  public long longest() {
    return schedule.channelSpan().longest().toDays();
  }

  public long shortest() {
    return schedule.channelSpan().shortest().toDays();
  }

  /** Whether dates of orders are being brought forward. */
  public boolean underWay() {
    return span().appliedAt().isEmpty();
  }

  /** The rules as they are for this seller, the strongest anchor first. */
  public List<Rule> rules() {
    Duration chosen = span().span();
    return Arrays.asList(Anchor.values()).reversed().stream()
        .map(
            anchor -> {
              Duration keep = schedule.rule(anchor, chosen).keepFor();
              return new Rule(
                  texts.get("seller.retention.rule." + anchor.name().toLowerCase(Locale.ROOT)),
                  keep.isZero()
                      ? texts.get("seller.retention.message.at-once")
                      : texts.with("seller.retention.message.keep", keep.toDays()),
                  schedule.rule(anchor).source());
            })
        .toList();
  }

  /** The coming ends, by day, today first. */
  public List<BuyerRetentions.DayCount> ends() {
    List<BuyerRetentions.DayCount> known = ends;
    if (known == null) {
      known =
          reader.ends(
              signedIn.seller(), clock.instant().atZone(ZoneOffset.UTC).toLocalDate(), DAYS);
      ends = known;
    }
    return known;
  }

  public String endsChart() {
    return BarChart.of(
        texts.get("seller.retention.label.buyers"),
        texts.get("seller.retention.label.day"),
        ends().stream().map(day -> times.day(day.day())).toList(),
        ends().stream().map(BuyerRetentions.DayCount::count).toList());
  }

  /** What waits for this person's word. */
  public @Nullable Preview preview() {
    Optional<ChannelSpan.Proposal> waiting =
        change.waiting(signedIn.seller(), signedIn.account().id());
    return waiting
        .map(
            proposal -> {
              ChannelSpans.Effect effect = change.effect(signedIn.seller(), proposal.span());
              return new Preview(
                  proposal.span().toDays(),
                  proposal.span().compareTo(span().span()) < 0,
                  effect,
                  effect.oldest().orElse(null));
            })
        .orElse(null);
  }

  /** The first step. */
  public void propose() {
    signedIn.need(Permission.PRIVACY_WORK);
    Integer days = wanted;
    refused =
        days == null
            || days == days()
            || actor
                .as(
                    signedIn.actor(),
                    () ->
                        change.propose(
                            signedIn.seller(), Duration.ofDays(days), signedIn.account().id()))
                .isEmpty();
  }

  /** The second step: exactly what was looked at. */
  public void confirm() {
    signedIn.needFresh(Permission.PRIVACY_WORK);
    Preview seen = preview();
    boolean done =
        seen != null
            && actor.as(
                signedIn.actor(),
                () ->
                    change.confirm(
                        signedIn.seller(), Duration.ofDays(seen.days()), signedIn.account().id()));
    toast.say(
        done
            ? texts.with("seller.retention.message.changed", days())
            : texts.get("seller.retention.message.too-late"));
    wanted = null;
    ends = null;
  }

  /** Takes the proposal back. */
  public void withdraw() {
    signedIn.need(Permission.PRIVACY_WORK);
    change.withdraw(signedIn.seller());
    wanted = null;
  }

  public boolean refused() {
    return refused;
  }

  public @Nullable Integer getWanted() {
    return wanted;
  }

  public void setWanted(@Nullable Integer wanted) {
    this.wanted = wanted;
  }
}
