package org.lockkeeper.compliance.access;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The people whom the rule of two people knows in a test. */
public final class KnownPeople {

  private KnownPeople() {}

  /** The rule over these accounts. */
  public static TwoPeople two(List<Account> accounts) {
    return new TwoPeople(
        (Accounts)
            Proxy.newProxyInstance(
                Accounts.class.getClassLoader(),
                new Class<?>[] {Accounts.class},
                (proxy, method, arguments) -> {
                  if (!method.getName().equals("all")) {
                    throw new UnsupportedOperationException(method.getName());
                  }
                  return accounts.stream().filter(a -> a.seller().equals(arguments[0])).toList();
                }));
  }

  /** Another identity of the same person. */
  public static Account identity(Account of, int number) {
    return identity(of, number, of.role());
  }

  /** Another identity of the same person, in that role. */
  public static Account identity(Account of, int number, Role role) {
    return new Account(
        of.seller(),
        new UUID(77, number),
        "identity-" + number + "@example.test",
        of.displayName(),
        role,
        false,
        of.zone(),
        of.language(),
        of.theme(),
        Account.Status.ACTIVE,
        Optional.empty(),
        of.person());
  }
}
