package org.lockkeeper.portal.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.sessions.LiveSessions;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.orders.RecipientVault;

/** What personal data may do, and who may touch it. */
class PrivacyRulesTest {

  private static boolean isPersonal(JavaClass type) {
    JavaClass outer = type;
    while (true) {
      if (outer.isAnnotatedWith(PersonalData.class)) {
        return true;
      }
      if (outer.getEnclosingClass().isEmpty()) {
        return false;
      }
      outer = outer.getEnclosingClass().get();
    }
  }

  private static Set<String> personalFields(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
        .filter(
            field ->
                field.isAnnotatedWith(PersonalData.class)
                    || field.getType().getAllInvolvedRawTypes().stream()
                        .anyMatch(PrivacyRulesTest::isPersonal))
        .map(JavaField::getFullName)
        .collect(Collectors.toSet());
  }

  /** Adding to this list is a reviewed line. */
  private static final Set<String> MAY_OPEN_A_RECIPIENT =
      Set.of(
          "org.lockkeeper.compliance.monitoring.canaries.CanarySteps",
          "org.lockkeeper.compliance.rights.AnswerDataRequest",
          "org.lockkeeper.orders.ChangeOrder");

  @Test
  void a_recipient_is_opened_by_a_listed_caller() {
    assertThat(callersOf(RecipientVault.class, "open"))
        .as("R10: who opens a recipient")
        .isEqualTo(MAY_OPEN_A_RECIPIENT);
  }

  /** Pages of orders show initials and a place; the test of the trap sees that it is refused. */
  private static final Set<String> MAY_SEE_THE_MASKED_FORM =
      Set.of(
          "org.lockkeeper.compliance.monitoring.canaries.CanarySteps",
          "org.lockkeeper.portal.seller.MaskedBuyers");

  @Test
  void the_masked_form_is_opened_by_a_listed_caller() {
    assertThat(callersOf(RecipientVault.class, "masked"))
        .as("R10: who opens the masked form")
        .isEqualTo(MAY_SEE_THE_MASKED_FORM);
  }

  /** The words for people, who ask the policy, and the own name at the head of the page. */
  private static final Set<String> MAY_NAME_A_PERSON =
      Set.of("org.lockkeeper.portal.people.PeopleWords", "org.lockkeeper.portal.session.SignedIn");

  @Test
  void a_person_is_named_by_the_words_that_ask_the_policy() {
    for (String said : Set.of("displayName", "login")) {
      assertThat(callersOf(Account.class, said))
          .as("R-13: who reads the %s of an account", said)
          .filteredOn(caller -> caller.startsWith("org.lockkeeper.portal."))
          .isSubsetOf(MAY_NAME_A_PERSON);
    }
    assertThat(callersOf(LiveSessions.Live.class, "displayName"))
        .filteredOn(caller -> caller.startsWith("org.lockkeeper.portal."))
        .containsOnly("org.lockkeeper.portal.networks.LivePeople");
  }

  @Test
  void no_page_reads_a_name_past_those_words() throws IOException {
    try (Stream<Path> pages = Files.walk(Path.of("src/main/webapp"))) {
      assertThat(pages.filter(page -> page.toString().endsWith(".xhtml")))
          .hasSizeGreaterThan(40)
          .filteredOn(
              page -> read(page).replace("signedIn.displayName()", "").contains("isplayName"))
          .isEmpty();
    }
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> callersOf(Class<?> port, String method) {
    return House.CLASSES.stream()
        .flatMap(
            type ->
                Stream.<JavaAccess<?>>concat(
                    type.getMethodCallsFromSelf().stream(),
                    type.getMethodReferencesFromSelf().stream()))
        .filter(access -> access.getTarget().getName().equals(method))
        .filter(access -> access.getTargetOwner().isAssignableTo(port))
        .map(access -> House.outermost(access.getOriginOwner()).getName())
        .collect(Collectors.toSet());
  }

  @Test
  void an_event_carries_nothing_of_a_person() {
    Set<String> found = new HashSet<>();
    for (JavaClass type : House.CLASSES) {
      if (type.isAssignableTo(DomainEvent.class) || type.isAssignableTo(Errand.class)) {
        found.addAll(personalFields(type));
      }
    }
    assertThat(found).as("R11: events and errands carry ids").isEmpty();
  }

  @Test
  void personal_data_is_a_visitor_and_no_beans_field() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : House.CLASSES) {
      boolean bean =
          type.getAnnotations().stream()
              .anyMatch(
                  annotation ->
                      annotation
                          .getRawType()
                          .getName()
                          .matches(
                              "jakarta\\.(enterprise\\.context\\.(ApplicationScoped"
                                  + "|SessionScoped|ConversationScoped)|inject\\.Singleton"
                                  + "|faces\\.view\\.ViewScoped)"
                                  + "|org\\.lockkeeper\\.kernel\\.(UseCase|Workflow)"));
      if (bean) {
        found.addAll(personalFields(type));
      }
    }
    assertThat(found).as("kept in no field that outlives a request").isEmpty();
  }

  @Test
  @Tag("ASVS-V16.2.5")
  void personal_data_and_secrets_are_not_written_to_streams() {
    assertThat(
            House.CLASSES.stream()
                .filter(
                    type ->
                        type.isAnnotatedWith(PersonalData.class)
                            || type.isEquivalentTo(Secret.class))
                .filter(type -> type.isAssignableTo(java.io.Serializable.class))
                .map(JavaClass::getName))
        .isEmpty();
  }

  @Test
  @Tag("ASVS-V16.2.5")
  void no_exception_and_no_audit_entry_holds_personal_data() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : House.CLASSES) {
      if (type.isAssignableTo(Throwable.class)
          || type.getPackageName().equals("org.lockkeeper.compliance.audit")) {
        found.addAll(personalFields(type));
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void no_row_of_the_database_is_modelled_with_a_buyer_in_clear() {
    noClasses()
        .that()
        .resideInAPackage("org.lockkeeper.integration.postgres..")
        .should()
        .dependOnClassesThat()
        .areAnnotatedWith(PersonalData.class)
        .as("the database's adapters see sealed bytes only")
        .check(House.CLASSES);
  }
}
