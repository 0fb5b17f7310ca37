package org.lockkeeper.portal.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.kernel.Workflow;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Who may know whom. */
class ArchitectureTest {

  /** Where real time that nobody steers is needed: for spans, never for instants. */
  private static final Set<String> STOPWATCHES =
      Set.of(
          "org.lockkeeper.compliance.disposal.StripDueRecipients",
          "org.lockkeeper.compliance.encryption.MachineTicker",
          "org.lockkeeper.integration.amazon.Stock",
          "org.lockkeeper.integration.http.Outbound",
          "org.lockkeeper.portal.api.WebhookDoor",
          "org.lockkeeper.portal.session.EvenPace");

  /** What the adapters are built on: the way to the database, and the way to AWS. */
  private static final Set<String> GATEWAY =
      Set.of(
          "org.lockkeeper.integration.aws.AwsClients",
          "org.lockkeeper.integration.postgres.Sql",
          "org.lockkeeper.integration.postgres.StorageTrouble",
          "org.lockkeeper.integration.postgres.KeptRows",
          "org.lockkeeper.integration.postgres.TableStore",
          "org.lockkeeper.integration.postgres.Tenancy");

  static List<String> contexts() {
    return House.CONTEXTS;
  }

  @Test
  void the_whole_house_is_looked_at() {
    assertThat(
            House.CLASSES.stream()
                .map(type -> type.getPackageName().split("\\.", -1)[2])
                .collect(Collectors.toSet()))
        .contains(
            "compliance", "credentials", "integration", "kernel", "orders", "portal", "retention");
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void a_context_imports_the_kernel_the_jdk_and_inject_and_nothing_else(String context) {
    classes()
        .that()
        .resideInAPackage("org.lockkeeper." + context + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.lockkeeper." + context + "..",
            "org.lockkeeper.kernel..",
            "java..",
            "javax.crypto..",
            "jakarta.inject..",
            "org.jspecify..")
        .as("R1, R2, R3: a context knows no other context, no scope and no transaction")
        .check(House.CLASSES);
  }

  @Test
  void the_kernel_knows_nobody() {
    classes()
        .that()
        .resideInAPackage("org.lockkeeper.kernel..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.lockkeeper.kernel..",
            "java..",
            "jakarta.inject..",
            "jakarta.enterprise..",
            "jakarta.transaction..",
            "org.jspecify..")
        .as("R4: the kernel knows nobody of ours")
        .check(House.CLASSES);
    assertThat(
            House.CLASSES.stream()
                .filter(type -> type.getPackageName().equals("org.lockkeeper.kernel"))
                .filter(type -> House.outermost(type).equals(type))
                .filter(type -> !type.getSimpleName().equals("package-info")))
        .as("R4: at most 20 types")
        .hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void only_integration_opens_sockets_or_speaks_sql() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lockkeeper.integration..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "open a socket or speak SQL",
                type ->
                    type.getPackageName().startsWith("java.net.http")
                        || type.getPackageName().startsWith("java.sql")
                        || type.getPackageName().startsWith("javax.sql")
                        || type.getPackageName().startsWith("java.nio.channels")
                        || type.getPackageName().startsWith("jakarta.persistence")
                        || type.getPackageName().startsWith("jakarta.mail")
                        || type.getPackageName().startsWith("software.amazon")
                        || type.getPackageName().startsWith("org.postgresql")
                        || type.getPackageName().startsWith("com.github.kagkarlsson")
                        || type.getName().matches("java\\.net\\..*(Socket|URLConnection|URL)")))
        .as("R5: if it opens a socket, it lives in integration")
        .check(House.CLASSES);
  }

  @Test
  void the_portal_does_not_name_integration() {
    noClasses()
        .that()
        .resideInAnyPackage("org.lockkeeper.portal..", "org.lockkeeper.compliance..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.lockkeeper.integration..")
        .as("R6: CDI joins port and adapter at start")
        .check(House.CLASSES);
  }

  @Test
  void adapters_do_not_know_each_other() {
    classes()
        .that()
        .resideInAPackage("org.lockkeeper.integration..")
        .should(
            new ArchCondition<JavaClass>("know no other adapter") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  JavaClass target = House.outermost(dependency.getTargetClass());
                  boolean adapter =
                      target.getPackageName().startsWith("org.lockkeeper.integration")
                          && !target.getPackageName().equals(type.getPackageName());
                  boolean shared =
                      target.getPackageName().equals("org.lockkeeper.integration.http")
                          || GATEWAY.contains(target.getName());
                  if (adapter && !shared) {
                    events.add(
                        SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                  }
                }
              }
            })
        .as(
            "R7: an adapter knows http and the gateways to the database and to AWS, and no other"
                + " adapter")
        .check(House.CLASSES);
  }

  @Test
  void everything_in_integration_is_package_private() {
    assertThat(
            House.CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("org.lockkeeper.integration"))
                .filter(type -> House.outermost(type).equals(type))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName))
        .as("R8: the gateways and http alone can be named from elsewhere")
        .containsExactlyInAnyOrder(
            "org.lockkeeper.integration.aws.AwsClients",
            "org.lockkeeper.integration.http.Budget",
            "org.lockkeeper.integration.http.BudgetLevel",
            "org.lockkeeper.integration.http.Budgets",
            "org.lockkeeper.integration.http.CallLog",
            "org.lockkeeper.integration.http.Outbound",
            "org.lockkeeper.integration.http.Throttling",
            "org.lockkeeper.integration.postgres.KeptRows",
            "org.lockkeeper.integration.postgres.Sql",
            "org.lockkeeper.integration.postgres.StorageTrouble",
            "org.lockkeeper.integration.postgres.TableStore",
            "org.lockkeeper.integration.postgres.Tenancy");
  }

  @Test
  void only_the_wiring_observes_events() {
    assertThat(
            House.CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(ArchitectureTest::observes)
                .map(method -> method.getOwner().getName())
                .collect(Collectors.toSet()))
        .as("R9: Reactions is the one file in which a context starts another")
        .containsExactlyInAnyOrder(
            "org.lockkeeper.portal.wiring.Reactions", "org.lockkeeper.portal.wiring.Startup");
  }

  private static boolean observes(JavaMethod method) {
    return method.getParameterAnnotations().stream()
        .flatMap(Set::stream)
        .anyMatch(
            annotation ->
                annotation
                    .getRawType()
                    .getName()
                    .matches("jakarta\\.enterprise\\.event\\.Observes(Async)?"));
  }

  @Test
  @Tag("ASVS-V16.2.2")
  void nobody_asks_the_machine_what_time_it_is() {
    classes()
        .that()
        .resideOutsideOfPackage("org.lockkeeper.portal.wiring..")
        .should(
            new ArchCondition<JavaClass>("be told the time") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                Stream.<JavaAccess<?>>concat(
                        type.getCodeUnitCallsFromSelf().stream(),
                        type.getCodeUnitReferencesFromSelf().stream())
                    .filter(access -> asksTheMachine(access.getTarget(), type))
                    .forEach(
                        access ->
                            events.add(
                                SimpleConditionEvent.violated(access, access.getDescription())));
              }
            })
        .as("R13: the clock is at the edge")
        .check(House.CLASSES);
  }

  private static boolean asksTheMachine(AccessTarget target, JavaClass from) {
    String call = target.getOwner().getName() + "." + target.getName();
    boolean instant =
        call.matches("java\\.time\\.[A-Za-z]+\\.now")
            || call.matches("java\\.time\\.Clock\\.(system|tick)[A-Za-z]*")
            || call.equals("java.lang.System.currentTimeMillis")
            || call.matches("java\\.util\\.Calendar\\.getInstance")
            || (call.equals("java.util.Date.<init>") && target.getFullName().endsWith("<init>()"));
    boolean span =
        call.equals("java.lang.System.nanoTime")
            && !STOPWATCHES.contains(House.outermost(from).getName());
    return instant || span;
  }

  @Test
  void names_say_what_a_thing_is_for() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .as("R14: a thing is named as the business would name it")
        .check(House.CLASSES);
  }

  @Test
  void a_use_case_has_final_fields() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(UseCase.class)
        .or()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(Workflow.class)
        .should()
        .beFinal()
        .as("R15: what a use case needs comes through its constructor")
        .check(House.CLASSES);
  }

  @Test
  void every_package_says_what_it_is_and_that_nothing_is_null() throws ClassNotFoundException {
    Set<String> packages =
        House.CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    for (String name : packages) {
      assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
          .as("R16: " + name)
          .isTrue();
    }
  }

  @Test
  void there_are_no_cycles_between_packages() {
    slices()
        .matching("org.lockkeeper.(**)")
        .should()
        .beFreeOfCycles()
        .as("R17")
        .check(House.CLASSES);
  }

  @Test
  @Tag("ASVS-V16.2.3")
  void nobody_prints_or_swallows() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .as("logs tell what happened to which id")
        .check(House.CLASSES);
  }

  @Test
  void beans_take_what_they_need_by_their_constructor_alone() throws IOException {
    Properties weld = new Properties();
    try (InputStream in = resource("/weld.properties")) {
      weld.load(in);
    }
    assertThat(weld.getProperty("org.jboss.weld.construction.relaxed")).isEqualTo("true");
  }

  @Test
  @Tag("ASVS-V14.2.2")
  void entities_are_cached_by_nobody_who_knows_nothing_of_sellers()
      throws IOException, ParserConfigurationException, SAXException {
    Document file;
    try (InputStream in = resource("/META-INF/persistence.xml")) {
      file = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
    NodeList properties = file.getElementsByTagName("property");
    Properties found = new Properties();
    for (int i = 0; i < properties.getLength(); i++) {
      Element property = (Element) properties.item(i);
      found.setProperty(property.getAttribute("name"), property.getAttribute("value"));
    }
    assertThat(found)
        .containsEntry("eclipselink.cache.shared.default", "false")
        .containsEntry("eclipselink.logging.parameters", "false")
        .containsEntry("jakarta.persistence.schema-generation.database.action", "none");
    assertThat(file.getElementsByTagName("shared-cache-mode").getLength()).isZero();
    assertThat(
            House.CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("org.lockkeeper"))
                .flatMap(type -> type.getAnnotations().stream())
                .map(annotation -> annotation.getRawType().getName()))
        .doesNotContain("jakarta.persistence.Cacheable");
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(ArchitectureTest.class.getResourceAsStream(name), name);
  }

  @Test
  void the_stopwatches_are_those_that_exist() {
    assertThat(House.CLASSES.stream().map(JavaClass::getName).toList()).containsAll(STOPWATCHES);
  }
}
