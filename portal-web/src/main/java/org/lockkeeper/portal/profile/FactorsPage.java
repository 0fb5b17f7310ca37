package org.lockkeeper.portal.profile;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.factors.Factor;
import org.lockkeeper.compliance.access.factors.KeepFactors;
import org.lockkeeper.portal.session.EnrollForm;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SecondFactorForm;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /seller/factors} and its like: the own second factors. Adding one and making recovery
 * codes needs a fresh second factor, removing one needs another one.
 */
@Named("factors")
@RequestScoped
public class FactorsPage {

  private static final String FACTOR = "factor";
  private static final String ADD = "add";

  private final KeepFactors keep;
  private final SecondFactorForm asks;
  private final EnrollForm enrolls;
  private final SignedIn signedIn;
  private final Redirect redirect;
  private final Toast toast;
  private final Texts texts;
  private final HttpServletRequest request;

  private List<String> codes = List.of();
  private boolean removed;
  private boolean added;

  @Inject
  FactorsPage(
      KeepFactors keep,
      SecondFactorForm asks,
      EnrollForm enrolls,
      SignedIn signedIn,
      Redirect redirect,
      Toast toast,
      Texts texts,
      HttpServletRequest request) {
    this.keep = keep;
    this.asks = asks;
    this.enrolls = enrolls;
    this.signedIn = signedIn;
    this.redirect = redirect;
    this.toast = toast;
    this.texts = texts;
    this.request = request;
  }

  /** Has a second factor shown again before another one is taken on. */
  public void check() {
    if (adding() && !signedIn.fresh()) {
      redirect.to(
          "/confirm?to=" + URLEncoder.encode(path() + "?" + ADD + "=yes", StandardCharsets.UTF_8));
    }
  }

  /** The person's factors, oldest first. */
  public List<Factor> all() {
    return keep.all(signedIn.account());
  }

  /** How many recovery codes are left. */
  public int codesLeft() {
    return keep.codesLeft(signedIn.account());
  }

  /** The factor that the person wants to be rid of. */
  public Optional<Factor> leaving() {
    return removed ? Optional.empty() : chosen();
  }

  /** Whether another factor is being taken on. */
  public boolean adding() {
    return !added && "yes".equals(request.getParameter(ADD));
  }

  private Optional<Factor> chosen() {
    String id = request.getParameter(FACTOR);
    return id == null
        ? Optional.empty()
        : all().stream().filter(factor -> factor.id().toString().equals(id)).findFirst();
  }

  /** Calls a factor what the person typed. */
  public void rename() {
    signedIn.need(Permission.PROFILE);
    String name = request.getParameter("called");
    Optional<UUID> id = chosen().map(Factor::id);
    if (id.isPresent()
        && name != null
        && !name.isBlank()
        && keep.rename(signedIn.account(), id.get(), name)) {
      redirect.to(path() + "?done=renamed");
    }
  }

  /** Removes the chosen factor, if another one was shown. */
  public void answer() {
    signedIn.need(Permission.PROFILE);
    Optional<Factor> leaving = chosen();
    if (leaving.isEmpty()) {
      redirect.to(path());
      return;
    }
    KeepFactors.Removal removal =
        asks.answer()
            .map(
                answer ->
                    keep.remove(signedIn.account(), signedIn.session(), leaving.get().id(), answer))
            .orElse(KeepFactors.Removal.WRONG);
    switch (removal) {
      case REMOVED, UNKNOWN -> {
        removed = true;
        redirect.to(path() + "?done=removed");
      }
      case LAST_ONE -> toast.warn(texts.get("common.factors.message.last-one"));
      case WRONG -> asks.say("wrong");
      case TOO_MANY -> asks.say("too-many");
    }
  }

  /** Takes another factor on. */
  public void add() {
    signedIn.needFresh(Permission.PROFILE);
    if (enrolls.add()) {
      added = true;
      redirect.to(path() + "?done=added");
    }
  }

  /** Makes new recovery codes. */
  public void renewCodes() {
    signedIn.needFresh(Permission.PROFILE);
    codes = keep.renewCodes(signedIn.account());
  }

  /** The new recovery codes, in the one answer that shows them. */
  public List<String> codes() {
    return codes;
  }

  /** This page, for the area of this person. */
  public String path() {
    return request.getServletPath().replaceFirst("\\.xhtml$", "");
  }
}
