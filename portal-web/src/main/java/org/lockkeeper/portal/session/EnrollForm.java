package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.factors.EnrollFactors;
import org.lockkeeper.compliance.access.factors.EnrollFactors.AppKey;

/** The part of a page that takes a second factor on ({@code l:enroll-factor}). */
@Named
@RequestScoped
public class EnrollForm {

  private static final String NAME = "named";
  private static final String NAMELESS = "?";

  private final EnrollFactors enroll;
  private final SignedIn signedIn;
  private final HttpServletRequest request;

  private Optional<AppKey> key = Optional.empty();
  private boolean lookedForKey;
  private Optional<String> options = Optional.empty();
  private @Nullable String code;
  private @Nullable String passkey;
  private String outcome = "";

  @Inject
  EnrollForm(EnrollFactors enroll, SignedIn signedIn, HttpServletRequest request) {
    this.enroll = enroll;
    this.signedIn = signedIn;
    this.request = request;
  }

  private Optional<AppKey> key() {
    if (!lookedForKey) {
      key = enroll.appKey(signedIn.account());
      lookedForKey = true;
    }
    return key;
  }

  /** Whether an app is good enough for this person. */
  public boolean app() {
    return key().isPresent();
  }

  /** The key for typing into an app. */
  public String appKey() {
    return key().map(AppKey::key).orElse("");
  }

  /** The same as a picture: the address of an image that is in the page itself. */
  public String picture() {
    return key().map(k -> QrPicture.of(k.address().toString())).orElse("");
  }

  /** What the browser asks an authenticator; asked once for each page. */
  public String options() {
    String found = options.orElseGet(() -> enroll.passkeyOffer(signedIn.account()));
    options = Optional.of(found);
    return found;
  }

  /**
   * Takes on what was sent.
   *
   * @return whether it counts from now on; if not, the page says so by itself
   */
  public boolean add() {
    Account account = signedIn.account();
    String shown = passkey == null ? "" : passkey;
    String typed = code == null ? "" : code;
    EnrollFactors.Result result =
        shown.isBlank()
            ? enroll.app(account, signedIn.session(), named(), typed)
            : enroll.passkey(account, signedIn.session(), named(), shown);
    passkey = null;
    code = null;
    lookedForKey = false;
    return switch (result) {
      case EnrollFactors.Result.Added added -> true;
      case EnrollFactors.Result.Refused refused -> {
        outcome = shown.isBlank() ? "code" : "passkey";
        yield false;
      }
      case EnrollFactors.Result.TooLate tooLate -> {
        outcome = "too-late";
        yield false;
      }
      case EnrollFactors.Result.Enough enough -> {
        outcome = "enough";
        yield false;
      }
    };
  }

  /** What the page calls it, in the person's language; it can be called otherwise later. */
  private String named() {
    String said = request.getParameter(NAME);
    return said == null || said.isBlank() ? NAMELESS : said;
  }

  /** Empty, {@code code}, {@code passkey}, {@code too-late} or {@code enough}. */
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
