package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.SignIn;

/** {@code /sign-in}: the same words for every failure. */
@Named
@RequestScoped
public class SignInPage {

  private final SignInDoor door;
  private final FirstStep first;
  private final HttpServletRequest request;
  private final Redirect redirect;

  private @Nullable String login;
  private @Nullable String password;
  private String outcome = "";

  @Inject
  SignInPage(SignInDoor door, FirstStep first, HttpServletRequest request, Redirect redirect) {
    this.door = door;
    this.first = first;
    this.request = request;
    this.redirect = redirect;
  }

  /** Tries the password; the second factor comes next. */
  public void enter() {
    if (login == null || password == null) {
      outcome = "refused";
      return;
    }
    SignIn.Result result =
        door.attempt(
            login,
            password.toCharArray(),
            (HttpServletResponse)
                FacesContext.getCurrentInstance().getExternalContext().getResponse());
    password = null;
    switch (result) {
      case SignIn.Result.Welcome welcome -> welcome(welcome.account());
      // The filter ChangeFirst leads to the page on which the password is changed.
      case SignIn.Result.MustChange mustChange -> welcome(mustChange.account());
      case SignIn.Result.Refused refused -> outcome = "refused";
      case SignIn.Result.TooMany tooMany -> outcome = "too-many";
    }
  }

  private void welcome(Account account) {
    redirect.to(
        first.done(
            account,
            request,
            (HttpServletResponse)
                FacesContext.getCurrentInstance().getExternalContext().getResponse()));
  }

  /** Empty, {@code refused} or {@code too-many}. */
  public String outcome() {
    return outcome;
  }

  public @Nullable String getLogin() {
    return login;
  }

  public void setLogin(@Nullable String login) {
    this.login = login;
  }

  public @Nullable String getPassword() {
    return null;
  }

  public void setPassword(@Nullable String password) {
    this.password = password;
  }
}
