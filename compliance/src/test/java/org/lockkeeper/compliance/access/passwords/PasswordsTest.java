package org.lockkeeper.compliance.access.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.KnownPeople;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.People;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.SignIn;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.SellerId;

class PasswordsTest {

  private static final String NEXT = "Gneiss-marten-4";
  private static final String NETWORK = "203.0.113.7";

  private final People people = new People();
  private final Account grace = people.grace();
  private final Map<Opaque, ResetLinks.Link> kept = new HashMap<>();
  private final List<Postman.Mail> mails = new ArrayList<>();

  private final ResetLinks links =
      new ResetLinks() {
        @Override
        public void replace(Link link) {
          kept.values().removeIf(former -> former.account().equals(link.account()));
          kept.put(link.digest(), link);
        }

        @Override
        public Optional<Link> find(Opaque digest) {
          return Optional.ofNullable(kept.get(digest));
        }

        @Override
        public boolean use(Link link) {
          return kept.remove(link.digest()) != null;
        }
      };

  private final ResetAddress address =
      new ResetAddress() {
        @Override
        public URI withCode(String code) {
          return URI.create("https://lockkeeper.example/reset#" + code);
        }

        @Override
        public URI signIn() {
          return URI.create("https://lockkeeper.example/sign-in");
        }
      };

  private NewPassword newPassword() {
    return new NewPassword(
        people.book,
        people.rules,
        people.policy,
        People.PASSWORDS,
        people.sellers,
        people.devices,
        people.endSessions(),
        people.audit,
        people.clock);
  }

  private ChangePassword changing() {
    return new ChangePassword(
        people.accounts,
        people.book,
        people.policy,
        people.setting(),
        People.PASSWORDS,
        people.throttle,
        newPassword(),
        people.audit,
        people.clock);
  }

  private Set<PasswordFault> change(String present, String next) {
    return changing().change(grace, present.toCharArray(), next.toCharArray());
  }

  private RequestReset asking() {
    return new RequestReset(
        people.accounts, people.throttle, people.errands, people.random, people.clock);
  }

  private ResetSteps steps() {
    return new ResetSteps(
        links,
        people.accounts,
        people.policy,
        people.setting(),
        address,
        people.audit,
        people.random,
        people.clock);
  }

  private CompleteReset completing() {
    return new CompleteReset(
        links, people.accounts, newPassword(), people.policy, people.throttle, people.clock);
  }

  /** Asks, runs what was left, and returns the code of the mail. */
  private String mailedCode() {
    asking().ask(People.GRACE, NETWORK);
    runErrands();
    Matcher code = Pattern.compile("reset#([A-Za-z0-9_-]{43})\\s").matcher(mails.getLast().text());
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private void runErrands() {
    MailReset mail = new MailReset(steps(), mails::add);
    MailPasswordEnd end = new MailPasswordEnd(warning(), mails::add);
    for (Errand errand : List.copyOf(people.left)) {
      people.left.remove(errand);
      if (errand.kind().equals(mail.kind())) {
        mail.run(errand);
      } else {
        end.run(errand);
      }
    }
  }

  private WarnSteps warning() {
    return new WarnSteps(
        people.sellers,
        people.book,
        people.policy,
        people.setting(),
        people.accounts,
        address,
        people.errands,
        people.clock);
  }

  private SignIn.Result signIn(String password) {
    return people.signIn().attempt(People.GRACE, password.toCharArray(), NETWORK);
  }

  @Test
  @Tag("ASVS-V6.2.2")
  void a_changed_password_opens_the_account_and_the_former_one_does_not() {
    String device = people.remember().of(grace, Optional.empty());
    assertThat(change(People.RIGHT, NEXT)).isEmpty();
    assertThat(signIn(NEXT)).isInstanceOf(SignIn.Result.Welcome.class);
    assertThat(signIn(People.RIGHT)).isInstanceOf(SignIn.Result.Refused.class);
    assertThat(people.sessionsEnded).containsExactly(grace.id() + " password");
    assertThat(people.devices.knows(Optional.of(grace), SignIn.ofDevice(device), people.now))
        .isFalse();
    assertThat(people.actions()).startsWith("session.ended", "account.password-changed");
    assertThat(people.entries.toString()).doesNotContain(NEXT, People.RIGHT, "argon2");
  }

  @Test
  void both_passwords_are_wiped() {
    char[] present = People.RIGHT.toCharArray();
    char[] next = "short".toCharArray();
    assertThat(changing().change(grace, present, next)).contains(PasswordFault.TOO_SHORT);
    assertThat(present).containsOnly('\0');
    assertThat(next).containsOnly('\0');
  }

  @Test
  @Tag("ASVS-V6.2.3")
  void whoever_does_not_know_the_present_password_changes_nothing_and_has_five_tries() {
    for (int i = 0; i < 5; i++) {
      assertThat(change("Basalt-otter-9", NEXT)).containsExactly(PasswordFault.PRESENT_WRONG);
    }
    assertThat(change(People.RIGHT, NEXT)).containsExactly(PasswordFault.TOO_MANY);
    people.now = people.now.plus(people.policy.lock().lasts());
    assertThat(change(People.RIGHT, NEXT)).isEmpty();
  }

  @ParameterizedTest(name = "changed again after {0}: {1}")
  @CsvSource({"PT0S, TOO_SOON", "PT23H59M59S, TOO_SOON", "PT24H, ''", "PT48H, ''"})
  void a_password_is_kept_for_a_day(Duration after, String fault) {
    assertThat(change(People.RIGHT, NEXT)).isEmpty();
    people.now = people.now.plus(after);
    assertThat(change(NEXT, "Quartz-heron-55"))
        .extracting(PasswordFault::name)
        .isEqualTo(fault.isEmpty() ? List.of() : List.of(fault));
  }

  @Test
  void none_of_the_last_ten_is_taken_again_and_the_eleventh_is() {
    String last = People.RIGHT;
    for (int i = 1; i <= 10; i++) {
      people.now = people.now.plus(Duration.ofDays(2));
      assertThat(change(last, People.RIGHT))
          .as("after %d others", i - 1)
          .containsExactly(PasswordFault.USED_BEFORE);
      String next = "Gneiss-marten-" + (100 + i);
      assertThat(change(last, next)).isEmpty();
      last = next;
    }
    people.now = people.now.plus(Duration.ofDays(2));
    assertThat(change(last, People.RIGHT)).isEmpty();
  }

  @Test
  @Tag("ASVS-V7.4.3")
  void a_mailed_link_sets_a_password_once_and_ends_all_sessions() {
    String code = mailedCode();
    assertThat(mails.getLast().to()).isEqualTo(People.GRACE);
    assertThat(completing().with(code, NEXT.toCharArray(), NETWORK))
        .isEqualTo(new CompleteReset.Outcome.Done());
    assertThat(signIn(NEXT)).isInstanceOf(SignIn.Result.Welcome.class);
    assertThat(people.sessionsEnded).containsExactly(grace.id() + " password");
    assertThat(people.actions())
        .startsWith("account.reset-sent", "session.ended", "account.password-reset");
    people.now = people.now.plus(Duration.ofDays(3));
    assertThat(completing().with(code, "Quartz-heron-55".toCharArray(), NETWORK))
        .isEqualTo(new CompleteReset.Outcome.Ended());
  }

  @ParameterizedTest(name = "used after {0}: {1}")
  @CsvSource({"PT0S, Done", "PT29M59.999S, Done", "PT30M, Ended", "P1D, Ended"})
  void a_mailed_link_works_for_half_an_hour(Duration after, String outcome) {
    String code = mailedCode();
    people.now = people.now.plus(after);
    assertThat(completing().with(code, NEXT.toCharArray(), NETWORK).getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void a_newer_link_ends_the_older_one_and_one_that_is_nobodys_opens_nothing() {
    String first = mailedCode();
    String second = mailedCode();
    assertThat(first).isNotEqualTo(second);
    for (String code : List.of(first, "", "#", second.substring(1), "A".repeat(43), "ä")) {
      assertThat(completing().with(code, NEXT.toCharArray(), NETWORK))
          .isEqualTo(new CompleteReset.Outcome.Ended());
    }
    assertThat(completing().with(second, NEXT.toCharArray(), NETWORK))
        .isEqualTo(new CompleteReset.Outcome.Done());
  }

  @Test
  void a_password_that_is_not_taken_leaves_the_link_as_it_was() {
    String code = mailedCode();
    assertThat(completing().with(code, "short".toCharArray(), NETWORK))
        .isInstanceOf(CompleteReset.Outcome.NotTaken.class);
    assertThat(completing().with(code, People.RIGHT.toCharArray(), NETWORK))
        .isEqualTo(new CompleteReset.Outcome.NotTaken(Set.of(PasswordFault.USED_BEFORE)));
    assertThat(completing().with(code, NEXT.toCharArray(), NETWORK))
        .isEqualTo(new CompleteReset.Outcome.Done());
  }

  @Test
  void who_tries_codes_is_stopped() {
    String code = mailedCode();
    for (int i = 0; i < 30; i++) {
      completing().with("A".repeat(43), NEXT.toCharArray(), NETWORK);
    }
    assertThat(completing().with(code, NEXT.toCharArray(), NETWORK))
        .isEqualTo(new CompleteReset.Outcome.Ended());
    assertThat(completing().with(code, NEXT.toCharArray(), "198.51.100.9"))
        .isEqualTo(new CompleteReset.Outcome.Done());
  }

  @Test
  void asking_leaves_the_same_for_a_login_that_nobody_has_and_mails_nobody() {
    asking().ask("nobody@seller.example", NETWORK);
    assertThat(people.left)
        .singleElement()
        .satisfies(
            errand -> {
              assertThat(errand.kind()).isEqualTo(MailReset.KIND);
              assertThat(UUID.fromString(errand.subject())).isNotEqualTo(grace.id());
            });
    runErrands();
    people.disabled.add(grace.id());
    asking().ask(People.GRACE, NETWORK);
    runErrands();
    assertThat(mails).isEmpty();
    assertThat(kept).isEmpty();
  }

  @Test
  void one_login_is_written_to_five_times_an_hour_and_no_more() {
    for (int i = 0; i < 9; i++) {
      asking().ask(People.GRACE, "198.51.100." + i);
      runErrands();
    }
    assertThat(mails).hasSize(5);
    people.now = people.now.plus(Duration.ofHours(1));
    asking().ask(People.GRACE, NETWORK);
    runErrands();
    assertThat(mails).hasSize(6);
  }

  @Test
  void the_mail_speaks_the_language_of_the_person() {
    people.accounts.prefer(grace, grace.zone(), java.util.Locale.of("es"), Account.Theme.SYSTEM);
    mailedCode();
    assertThat(mails.getLast().subject()).isEqualTo("Elige una contraseña nueva");
    assertThat(mails.getLast().toString()).doesNotContain("grace", "reset#");
  }

  @Test
  void a_reset_also_ends_the_lock_that_strangers_brought_about() {
    for (int i = 0; i < 6; i++) {
      signIn("Basalt-otter-8");
    }
    assertThat(signIn(People.RIGHT)).isInstanceOf(SignIn.Result.TooMany.class);
    completing().with(mailedCode(), NEXT.toCharArray(), NETWORK);
    assertThat(signIn(NEXT)).isInstanceOf(SignIn.Result.Welcome.class);
  }

  @Test
  void people_are_warned_fourteen_seven_and_one_day_before_the_end_each_once() {
    Instant end = people.book.setAt(grace).orElseThrow().plus(Duration.ofDays(365));
    List<Integer> told = new ArrayList<>();
    for (int hour = 20 * 24; hour >= -48; hour--) {
      people.now = end.minus(Duration.ofHours(hour));
      new WarnOfPasswords(warning()).asOf(people.now);
      int before = mails.size();
      runErrands();
      if (mails.size() > before) {
        told.add(hour / 24);
      }
    }
    assertThat(told).containsExactly(14, 7, 1);
    assertThat(mails)
        .extracting(Postman.Mail::subject)
        .containsExactly(
            "Your password ends in 14 days",
            "Your password ends in 7 days",
            "Your password ends tomorrow");
  }

  @Test
  void who_signs_in_by_the_issuer_only_is_neither_warned_nor_made_to_change() {
    Account ada = people.join(SellerId.PLATFORM, "ada@lockkeeper.example", "Ada Byron", Role.ADMIN);
    people.now = people.now.plus(Duration.ofDays(400));
    assertThat(changing().due(ada)).isTrue();
    people.staffByIssuerOnly = true;
    assertThat(changing().due(ada)).isFalse();
    assertThat(changing().due(grace)).isTrue();
    asking().ask("ada@lockkeeper.example", NETWORK);
    runErrands();
    assertThat(mails).isEmpty();
  }

  @Test
  void an_admin_ends_a_lock_and_never_the_own_one() {
    Account ada = people.join(SellerId.PLATFORM, "ada@lockkeeper.example", "Ada Byron", Role.ADMIN);
    for (int i = 0; i < 5; i++) {
      signIn("Basalt-otter-8");
      people.signIn().attempt("ada@lockkeeper.example", "Basalt-otter-8".toCharArray(), NETWORK);
    }
    UnlockAccount unlock =
        new UnlockAccount(
            people.locks, people.accounts, people.throttle, people.audit, people.clock);
    assertThat(unlock.holding()).hasSize(2);
    UUID ofGrace = unlock.holding().get(0).id();
    UUID ofAda = unlock.holding().get(1).id();
    assertThat(unlock.end(SellerId.PLATFORM, ofAda, ada)).isEqualTo(UnlockAccount.Outcome.OWN);
    assertThat(unlock.end(SellerId.PLATFORM, ofAda, KnownPeople.identity(ada, 1)))
        .isEqualTo(UnlockAccount.Outcome.OWN);
    assertThat(unlock.end(SellerId.PLATFORM, ofGrace, ada)).isEqualTo(UnlockAccount.Outcome.GONE);
    assertThat(unlock.end(People.SELLER, ofGrace, ada)).isEqualTo(UnlockAccount.Outcome.UNLOCKED);
    assertThat(signIn(People.RIGHT)).isInstanceOf(SignIn.Result.Welcome.class);
    AuditEntry entry =
        people.entries.stream()
            .filter(e -> e.action().equals("sign-in.unlocked"))
            .findFirst()
            .orElseThrow();
    assertThat(entry.actor()).isEqualTo(ada.actor());
    assertThat(entry.object()).isEqualTo("account:" + grace.id());
  }

  @Test
  void a_link_that_somebody_else_used_meanwhile_undoes_the_change() {
    String code = mailedCode();
    ResetLinks slow =
        new ResetLinks() {
          @Override
          public void replace(Link link) {
            links.replace(link);
          }

          @Override
          public Optional<Link> find(Opaque digest) {
            return links.find(digest);
          }

          @Override
          public boolean use(Link link) {
            return false;
          }
        };
    CompleteReset late =
        new CompleteReset(
            slow, people.accounts, newPassword(), people.policy, people.throttle, people.clock);
    assertThatThrownBy(() -> late.with(code, NEXT.toCharArray(), NETWORK))
        .isInstanceOf(IllegalStateException.class);
  }
}
