package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.lockkeeper.compliance.access.SignIn;

/**
 * The first step of signing in, as a browser takes it: which device asks, and that every failure is
 * answered after the same time. A device is known from its first success on.
 */
@RequestScoped
public class SignInDoor {

  private final SignIn signIn;
  private final DeviceCookie device;
  private final EvenPace pace;
  private final RemoteIp remote;
  private final HttpServletRequest request;

  @Inject
  SignInDoor(
      SignIn signIn,
      DeviceCookie device,
      EvenPace pace,
      RemoteIp remote,
      HttpServletRequest request) {
    this.signIn = signIn;
    this.device = device;
    this.pace = pace;
    this.remote = remote;
    this.request = request;
  }

  /**
   * Tries a password, which is wiped.
   *
   * @param response gets the cookie of the device
   */
  public SignIn.Result attempt(String login, char[] password, HttpServletResponse response) {
    EvenPace.Walk walk = pace.begin();
    SignIn.Result result =
        signIn.attempt(
            login, password, new SignIn.Caller(remote.of(request), device.value(request)));
    switch (result) {
      case SignIn.Result.Welcome welcome -> device.renew(welcome.account(), request, response);
      case SignIn.Result.MustChange mustChange ->
          device.renew(mustChange.account(), request, response);
      case SignIn.Result.Refused refused -> walk.end();
      case SignIn.Result.TooMany tooMany -> walk.end();
    }
    return result;
  }
}
