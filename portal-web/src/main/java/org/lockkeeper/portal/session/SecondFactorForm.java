package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.factors.FactorSettings;
import org.lockkeeper.compliance.access.factors.SecondFactors;
import org.lockkeeper.compliance.access.factors.SecondFactors.Answer;
import org.lockkeeper.compliance.access.factors.SecondFactors.Result;
import org.lockkeeper.compliance.access.factors.SecondFactors.Ways;

/**
 * The part of a page that asks for a second factor ({@code l:second-factor}). A page with it has a
 * method {@code answer()} that calls {@link #check} or {@link #answer}.
 */
@Named
@RequestScoped
public class SecondFactorForm {

  private final SecondFactors factors;
  private final FactorSettings settings;
  private final SignedIn signedIn;

  private Optional<Ways> ways = Optional.empty();
  private Optional<String> options = Optional.empty();
  private @Nullable String code;
  private @Nullable String passkey;
  private String outcome = "";

  @Inject
  SecondFactorForm(SecondFactors factors, FactorSettings settings, SignedIn signedIn) {
    this.factors = factors;
    this.settings = settings;
    this.signedIn = signedIn;
  }

  /** With what the person may answer. */
  public Ways ways() {
    Ways found = ways.orElseGet(() -> factors.ways(signedIn.account()));
    ways = Optional.of(found);
    return found;
  }

  /** Whether something may be typed. */
  public boolean typed() {
    return ways().totp() || ways().codes() > 0;
  }

  /** What the browser asks an authenticator; asked once for each page. */
  public String options() {
    String found = options.orElseGet(() -> factors.ask(signedIn.account()).orElse(""));
    options = Optional.of(found);
    return found;
  }

  /** The host at which passkeys work. */
  public String host() {
    return settings.origin().getHost();
  }

  /** The address at which passkeys work. */
  public String origin() {
    return settings.origin().toString();
  }

  /** What was sent; empty if nothing was. */
  public Optional<Answer> answer() {
    String typed = code;
    String shown = passkey;
    code = null;
    passkey = null;
    if (shown != null && !shown.isBlank()) {
      return Optional.of(new Answer.Passkey(shown));
    }
    return Optional.ofNullable(typed).filter(t -> !t.isBlank()).map(Answer.Code::new);
  }

  /**
   * Checks what was sent.
   *
   * @return whether it was right; if not, the page says so by itself
   */
  public boolean check() {
    Optional<Answer> answer = answer();
    if (answer.isEmpty()) {
      outcome = "wrong";
      return false;
    }
    return switch (factors.check(signedIn.account(), answer.get())) {
      case Result.Right right -> true;
      case Result.Wrong wrong -> {
        outcome = "wrong";
        yield false;
      }
      case Result.TooMany tooMany -> {
        outcome = "too-many";
        yield false;
      }
    };
  }

  /** Says what became of an answer that the page checked by itself. */
  public void say(String became) {
    outcome = became;
  }

  /** Empty, {@code wrong} or {@code too-many}. */
  public String outcome() {
    return outcome;
  }

  public @Nullable String getCode() {
    return null;
  }

  public void setCode(@Nullable String code) {
    this.code = code;
  }

  public @Nullable String getPasskey() {
    return null;
  }

  public void setPasskey(@Nullable String passkey) {
    this.passkey = passkey;
  }
}
