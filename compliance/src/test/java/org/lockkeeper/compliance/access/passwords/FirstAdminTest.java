package org.lockkeeper.compliance.access.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.access.People;
import org.lockkeeper.compliance.access.Register;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.SignIn;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.SellerId;

class FirstAdminTest {

  private static final String NETWORK = "203.0.113.7";
  private static final String NADIA = "nadia.keller@lockkeeper.example";
  private static final String PASSWORD = "Gneiss-marten-4";

  private final People people = new People();
  private final Map<Opaque, Instant> kept = new HashMap<>();

  private final FirstAdminCodes codes =
      new FirstAdminCodes() {
        @Override
        public void add(Opaque digest, Instant at, Instant endsAt) {
          kept.put(digest, endsAt);
        }

        @Override
        public boolean open(Opaque digest, Instant now) {
          return now.isBefore(kept.getOrDefault(digest, Instant.MIN));
        }

        @Override
        public boolean use(Opaque digest) {
          boolean there = kept.containsKey(digest);
          kept.clear();
          return there;
        }
      };

  private FirstAdmin first() {
    return new FirstAdmin(
        new Register(
            people.sellers,
            people.accounts,
            People.PASSWORDS,
            people.audit,
            people.ids,
            people.clock),
        people.accounts,
        codes,
        people.rules,
        People.PASSWORDS,
        people.policy,
        people.throttle,
        people.audit,
        people.ids,
        people.random,
        people.clock);
  }

  private FirstAdmin.Outcome name(String code, String login, String name, String password) {
    return first().name(code, login, name, password.toCharArray(), NETWORK);
  }

  @Test
  void whoever_has_the_code_is_the_first_admin_under_the_own_name() {
    String code = first().code().orElseThrow();
    assertThat(name(code, NADIA, "Nadia Keller", PASSWORD))
        .isInstanceOf(FirstAdmin.Outcome.Named.class);
    assertThat(people.signIn().attempt(NADIA, PASSWORD.toCharArray(), NETWORK))
        .isInstanceOf(SignIn.Result.Welcome.class);
    assertThat(people.accounts.all(SellerId.PLATFORM))
        .singleElement()
        .satisfies(
            account -> {
              assertThat(account.role()).isEqualTo(Role.ADMIN);
              assertThat(account.displayName()).isEqualTo("Nadia Keller");
            });
    assertThat(name(code, "other@lockkeeper.example", "Omar Haddad", PASSWORD))
        .isEqualTo(new FirstAdmin.Outcome.Ended());
    assertThat(first().code()).as("there is an admin").isEmpty();
  }

  @Test
  void two_nodes_tell_a_code_each_and_one_person_is_named() {
    String one = first().code().orElseThrow();
    String other = first().code().orElseThrow();
    assertThat(name(one, NADIA, "Nadia Keller", PASSWORD))
        .isInstanceOf(FirstAdmin.Outcome.Named.class);
    assertThat(name(other, "omar@lockkeeper.example", "Omar Haddad", PASSWORD))
        .isEqualTo(new FirstAdmin.Outcome.Ended());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "admin@lockkeeper.example, Nadia Keller",
    "root@lockkeeper.example, Nadia Keller",
    "support-team@lockkeeper.example, Nadia Keller",
    "nadia, Nadia Keller",
    "nadia@localhost, Nadia Keller",
    "nadia@lockkeeper.example, Admin",
    "nadia@lockkeeper.example, Nadia",
    "nadia@lockkeeper.example, Test User",
    "nadia@lockkeeper.example, Nadia 2",
  })
  void an_account_that_several_people_could_share_is_not_made(String login, String name) {
    String code = first().code().orElseThrow();
    assertThat(name(code, login, name, PASSWORD)).isEqualTo(new FirstAdmin.Outcome.NotOnePerson());
    assertThat(name(code, NADIA, "Nadia Keller-O’Hara", PASSWORD))
        .isInstanceOf(FirstAdmin.Outcome.Named.class);
  }

  @Test
  void the_password_is_judged_like_any_other() {
    String code = first().code().orElseThrow();
    assertThat(name(code, NADIA, "Nadia Keller", "Password-2026!"))
        .isInstanceOf(FirstAdmin.Outcome.NotTaken.class);
    assertThat(name(code, NADIA, "Nadia Keller", "Keller-marten-4"))
        .isInstanceOf(FirstAdmin.Outcome.NotTaken.class);
    assertThat(people.accounts.all(SellerId.PLATFORM)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT23H59M59S, Named", "PT24H, Ended"})
  void the_code_works_for_a_day(Duration after, String outcome) {
    String code = first().code().orElseThrow();
    people.now = people.now.plus(after);
    assertThat(name(code, NADIA, "Nadia Keller", PASSWORD).getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void who_tries_codes_is_stopped() {
    String code = first().code().orElseThrow();
    for (int i = 0; i < 30; i++) {
      assertThat(name("A".repeat(43), NADIA, "Nadia Keller", PASSWORD))
          .isEqualTo(new FirstAdmin.Outcome.Ended());
    }
    assertThat(name(code, NADIA, "Nadia Keller", PASSWORD))
        .isEqualTo(new FirstAdmin.Outcome.Ended());
  }
}
