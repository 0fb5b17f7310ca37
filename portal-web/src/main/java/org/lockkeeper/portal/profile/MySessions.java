package org.lockkeeper.portal.profile;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.access.sessions.EndSessions.Why;
import org.lockkeeper.compliance.access.sessions.ListSessions;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** Where a person is signed in, and the way to end it. */
@Named
@RequestScoped
public class MySessions {

  private final ListSessions sessions;
  private final EndSessions ends;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;

  private @Nullable List<Session> held;

  @Inject
  MySessions(ListSessions sessions, EndSessions ends, SignedIn signedIn, Texts texts, Toast toast) {
    this.sessions = sessions;
    this.ends = ends;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
  }

  /** All of this person, newest first. */
  public List<Session> all() {
    List<Session> read = held;
    if (read == null) {
      read = sessions.of(signedIn.seller(), signedIn.account().id());
      held = read;
    }
    return read;
  }

  /** Whether there are others than this one. */
  public boolean others() {
    return all().stream().anyMatch(session -> !here(session));
  }

  /** Whether it is the session of this request. */
  public boolean here(Session session) {
    return session.id().equals(signedIn.session().id());
  }

  /** The browser in words. */
  public String agent(Session session) {
    return session.agent().isEmpty()
        ? texts.get("common.my-sessions.label.unknown")
        : session.agent();
  }

  /** Ends another session of this person. */
  public void end(UUID session) {
    signedIn.need(Permission.PROFILE);
    boolean ended =
        !session.equals(signedIn.session().id())
            && ends.one(
                signedIn.seller(), signedIn.account().id(), session, Why.OWNER, signedIn.actor());
    held = null;
    toast.say(
        texts.get(ended ? "common.my-sessions.message.ended" : "common.my-sessions.message.over"));
  }

  /** Ends all sessions of this person but this one. */
  public void endOthers() {
    signedIn.need(Permission.PROFILE);
    int ended = ends.others(signedIn.session(), Why.OWNER);
    held = null;
    toast.say(texts.with("common.my-sessions.message.others", ended));
  }
}
