package org.lockkeeper.portal.people;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.reach.TestContacts;

/**
 * {@code /here}: the incident contact or the deputy answers the test by the mailed code. The
 * code comes in the fragment of the link, which no server is told, or is typed. Nobody is signed in
 * by it, and it opens nothing else.
 */
@Named
@RequestScoped
public class HerePage {

  private final TestContacts contacts;
  private @Nullable String code;
  private String outcome = "";

  @Inject
  HerePage(TestContacts contacts) {
    this.contacts = contacts;
  }

  /** Says "I am here". */
  public void answer() {
    outcome = contacts.answer(Optional.ofNullable(code).orElse("")) ? "noted" : "ended";
  }

  /** Empty, {@code noted} or {@code ended}. */
  public String outcome() {
    return outcome;
  }

  public @Nullable String getCode() {
    return null;
  }

  public void setCode(@Nullable String code) {
    this.code = code;
  }
}
