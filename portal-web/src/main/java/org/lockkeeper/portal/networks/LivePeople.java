package org.lockkeeper.portal.networks;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.access.sessions.EndSessions.Why;
import org.lockkeeper.compliance.access.sessions.LiveSessions.Live;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * Who is signed in: a seller's own people to its owner, everybody's to our admins, who choose the
 * seller with {@code ?of=}. Sessions of others can be ended, with a second factor.
 */
@Named
@RequestScoped
public class LivePeople {

  private final LivePeopleReader reader;
  private final EndSessions ends;
  private final SignedIn signedIn;
  private final PeopleWords people;
  private final Texts texts;
  private final Toast toast;
  private final SellerId of;

  private @Nullable List<Live> held;

  @Inject
  LivePeople(
      LivePeopleReader reader,
      EndSessions ends,
      SignedIn signedIn,
      PeopleWords people,
      HttpServletRequest request,
      Texts texts,
      Toast toast) {
    this.reader = reader;
    this.ends = ends;
    this.signedIn = signedIn;
    this.people = people;
    this.texts = texts;
    this.toast = toast;
    this.of =
        signedIn.account().role().ofSeller()
            ? signedIn.seller()
            : named(request.getParameter("of")).orElseGet(signedIn::seller);
  }

  private static Optional<SellerId> named(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(SellerId::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A seller with people who are signed in. */
  public record Signed(String name, String path, int sessions, boolean here) {}

  /** Which sellers have people who are signed in; for our admins. */
  public List<Signed> sellers() {
    return reader.counts().stream()
        .map(
            count ->
                new Signed(
                    reader.name(count.seller()),
                    "/admin/networks?of=" + count.seller(),
                    count.sessions(),
                    count.seller().equals(of)))
        .toList();
  }

  /** The id of the seller whose people are shown. */
  public String of() {
    return of.toString();
  }

  /** The name of the seller whose people are shown. */
  public String name() {
    return reader.name(of);
  }

  /** The sessions, newest first. */
  public List<Live> all() {
    List<Live> read = held;
    if (read == null) {
      read = reader.of(of);
      held = read;
    }
    return read;
  }

  /** What ending a session of another person needs. */
  public Permission work() {
    return signedIn.account().role().ofSeller() ? Permission.TEAM_WORK : Permission.NETWORKS_WORK;
  }

  /** The word of a role. */
  public String roleWord(Live one) {
    return people.role(one.role());
  }

  /** Who it is, by name as far as the reader sees people's names. */
  public String who(Live one) {
    return people.name(one.session().account(), one.displayName());
  }

  /** With what; empty text for whoever does not see the person's name. */
  public String agent(Live one) {
    return people.sees(one.session().account()) ? one.session().agent() : "";
  }

  /** From where; empty text for whoever does not see the person's name. */
  public String network(Live one) {
    return people.sees(one.session().account()) ? one.session().network() : "";
  }

  /** Whether it is the session of this request. */
  public boolean here(Live one) {
    return one.session().id().equals(signedIn.session().id());
  }

  /** Ends a session. */
  public void end(UUID account, UUID session) {
    signedIn.needFresh(work());
    boolean ended = ends.one(of, account, session, Why.ADMIN, signedIn.actor());
    held = null;
    toast.say(
        texts.get(ended ? "common.my-sessions.message.ended" : "common.my-sessions.message.over"));
  }

  /** Ends all sessions of a person, also those that begin at this moment. */
  public void endAll(UUID account) {
    signedIn.needFresh(work());
    int ended = ends.of(of, account, Why.ADMIN, signedIn.actor());
    held = null;
    toast.say(texts.with("common.my-sessions.message.others", ended));
  }
}
