package org.lockkeeper.compliance.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.People;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.kernel.SellerId;

class SignInByIssuerTest {

  private static final URI CALLBACK = URI.create("https://lockkeeper.example/callback");
  private static final String ADA = "ada@lockkeeper.example";

  private final People people = new People();
  private final Map<String, UUID> bound = new HashMap<>();
  private Optional<Issuer.Identity> identity = identity("s1", ADA);

  private final IssuerIdentities identities =
      new IssuerIdentities() {
        @Override
        public Optional<UUID> account(String issuer, String subject) {
          return Optional.ofNullable(bound.get(issuer + " " + subject));
        }

        @Override
        public boolean bound(UUID account) {
          return bound.containsValue(account);
        }

        @Override
        public void bind(UUID account, String issuer, String subject, Instant at) {
          bound.put(issuer + " " + subject, account);
        }
      };

  private final Issuer issuer =
      new Issuer() {
        @Override
        public boolean present() {
          return true;
        }

        @Override
        public URI question(Attempt attempt, URI callback) {
          return callback;
        }

        @Override
        public Optional<Identity> proved(
            Map<String, String> answer, Attempt attempt, URI callback) {
          return identity;
        }
      };

  private static Optional<Issuer.Identity> identity(String subject, String email) {
    return Optional.of(new Issuer.Identity("https://issuer.example", subject, Optional.of(email)));
  }

  private Optional<Account> attempt() {
    return new SignInByIssuer(
            issuer, new IssuerSteps(identities, people.accounts, people.audit, people.clock))
        .account(Map.of(), Attempt.of("browser"), CALLBACK);
  }

  private Account ada() {
    return people.join(SellerId.PLATFORM, ADA, "Ada Byron", Role.ADMIN);
  }

  @Test
  @Tag("ASVS-V10.5.2")
  void an_identity_is_bound_by_its_verified_e_mail_once_and_known_by_its_subject_afterwards() {
    Account ada = ada();
    assertThat(attempt()).contains(ada);
    identity = identity("s1", "married@lockkeeper.example");
    assertThat(attempt()).contains(ada);
    identity = identity("s2", ADA);
    assertThat(attempt()).as("the address was given to somebody else").isEmpty();
    assertThat(people.actions())
        .containsExactly(
            "account.identity-bound", "sign-in.by-issuer", "sign-in.by-issuer", "sign-in.refused");
  }

  @Test
  void nobody_is_let_in_who_has_no_account_or_whose_account_is_disabled() {
    assertThat(attempt()).isEmpty();
    Account ada = ada();
    people.disabled.add(ada.id());
    assertThat(attempt()).isEmpty();
    assertThat(bound).isEmpty();
    assertThat(people.actions()).containsOnly("sign-in.refused");
  }

  @Test
  @Tag("ASVS-V6.8.1")
  void the_organisations_issuer_opens_no_account_of_a_seller() {
    people.grace();
    identity = identity("s1", People.GRACE);
    assertThat(attempt()).isEmpty();
    assertThat(bound).isEmpty();
  }

  @Test
  void what_is_not_proved_or_has_no_verified_e_mail_lets_nobody_in() {
    ada();
    identity = Optional.empty();
    assertThat(attempt()).isEmpty();
    identity = Optional.of(new Issuer.Identity("https://issuer.example", "s1", Optional.empty()));
    assertThat(attempt()).isEmpty();
  }
}
