package org.lockkeeper.portal.seller;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.access.Accounts;

/** An organisation without people. */
final class NoAccounts {

  static final Accounts AT_ALL =
      (Accounts)
          Proxy.newProxyInstance(
              NoAccounts.class.getClassLoader(),
              new Class<?>[] {Accounts.class},
              (proxy, method, arguments) ->
                  method.getReturnType().equals(List.class) ? List.of() : Optional.empty());

  private NoAccounts() {}
}
