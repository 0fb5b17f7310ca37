package org.lockkeeper.portal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockkeeper.compliance.rights.Archive;
import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.retention.Eraser;

/** Personal data does not print itself, and each column of it has somebody who lets go of it. */
class PersonalDataTest {

  /** Components of personal types that are ids and may be shown. */
  private static final Set<String> IDS = Set.of("OrderRow.path");

  /** Who lets go of what. */
  private static final Map<String, String> ERASERS =
      Map.of(
          "orders.sales_order.sealed_name",
          "org.lockkeeper.integration.postgres.orders.RecipientEraser",
          "orders.sales_order.sealed_address",
          "org.lockkeeper.integration.postgres.orders.RecipientEraser",
          "orders.sales_order.sealed_phone",
          "org.lockkeeper.integration.postgres.orders.RecipientEraser",
          "orders.sales_order.sealed_email",
          "org.lockkeeper.integration.postgres.orders.RecipientEraser",
          "orders.sales_order.sealed_masked",
          "org.lockkeeper.integration.postgres.orders.RecipientEraser",
          "keys.look_up_token.token",
          "org.lockkeeper.portal.wiring.OrderKeyEraser");

  /** Words that stand for Ada's data; each sample has its own. */
  private final List<String> planted = new ArrayList<>();

  private int made;

  static List<Class<?>> personalTypes() {
    return House.CLASSES.stream()
        .filter(type -> type.isAnnotatedWith(PersonalData.class))
        .<Class<?>>map(JavaClass::reflect)
        .filter(type -> !type.isInterface())
        .toList();
  }

  @Test
  void there_are_personal_types() {
    assertThat(personalTypes()).hasSizeGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("personalTypes")
  void the_text_of_a_personal_type_shows_none_of_its_values(Class<?> type) {
    Object sample = sample(type);
    assertThat(planted).isNotEmpty();
    assertThat(String.valueOf(sample)).doesNotContain(planted);
    assertThat(List.of(sample).toString()).doesNotContain(planted);
  }

  @Test
  void what_a_personal_family_holds_is_personal() {
    for (JavaClass type : House.CLASSES) {
      if (type.isInterface() && type.isAnnotatedWith(PersonalData.class)) {
        for (Class<?> member : Objects.requireNonNull(type.reflect().getPermittedSubclasses())) {
          assertThat(member.isAnnotationPresent(PersonalData.class)).as(member.getName()).isTrue();
        }
      }
    }
  }

  private Object sample(Class<?> type) {
    if (type.equals(ChannelDelivery.class)) {
      planted.add("Lovelace");
      return new ChannelDelivery(
          Map.of("X-Buyer", "Lovelace"), "Ada Lovelace".getBytes(StandardCharsets.UTF_8));
    }
    if (type.equals(Archive.class)) {
      planted.add("Lovelace");
      try {
        Constructor<?> constructor = type.getDeclaredConstructor(String.class, byte[].class);
        constructor.setAccessible(true);
        return constructor.newInstance(
            "Lovelace.zip", "Ada Lovelace".getBytes(StandardCharsets.UTF_8));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("no sample of " + type, e);
      }
    }
    if (!type.isRecord()) {
      throw new AssertionError("write down a sample of " + type);
    }
    return Objects.requireNonNull(value(type, type, "", false));
  }

  private @Nullable Object value(Type of, Class<?> owner, String component, boolean personal) {
    if (of instanceof ParameterizedType generic) {
      Object inside =
          Objects.requireNonNull(
              value(generic.getActualTypeArguments()[0], owner, component, personal));
      return generic.getRawType().equals(Optional.class) ? Optional.of(inside) : List.of(inside);
    }
    Class<?> type = (Class<?>) of;
    if (type.equals(String.class)) {
      String word = "adalovelace%03d".formatted(made++);
      if (personal && !IDS.contains(owner.getSimpleName() + "." + component)) {
        planted.add(word);
      }
      return word;
    }
    if (type.equals(int.class)) {
      return 7;
    }
    if (type.equals(boolean.class)) {
      return true;
    }
    if (type.equals(Instant.class)) {
      return Instant.parse("2026-11-21T12:00:00Z");
    }
    if (type.equals(UUID.class)) {
      return new UUID(1, 1);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isRecord()) {
      return record(type);
    }
    return null;
  }

  private Object record(Class<?> type) {
    boolean personal = type.isAnnotationPresent(PersonalData.class);
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i].getGenericType(), type, components[i].getName(), personal);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no sample of " + type, e);
    }
  }

  @Test
  @Tag("ASVS-V14.1.1")
  void every_personal_column_has_somebody_who_lets_go_of_it()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Map<String, String> columns = new TreeMap<>();
    Pattern comment =
        Pattern.compile("comment on column ([a-z_.]+) is\\s+'PERSONAL DATA", Pattern.DOTALL);
    for (String migration : migrations()) {
      Matcher matcher = comment.matcher(migration);
      while (matcher.find()) {
        String column = matcher.group(1);
        columns.put(column, ERASERS.getOrDefault(column, "nobody"));
      }
    }
    assertThat(columns).isEqualTo(new TreeMap<>(ERASERS));
    for (String eraser : ERASERS.values()) {
      assertThat(Eraser.class).isAssignableFrom(Class.forName(eraser));
    }
  }

  private static List<String> migrations() throws IOException, URISyntaxException {
    URI place = Objects.requireNonNull(PersonalDataTest.class.getResource("/db/migration")).toURI();
    if (!place.getScheme().equals("jar")) {
      return texts(Path.of(place));
    }
    try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
      return texts(jar.getPath("/db/migration"));
    }
  }

  private static List<String> texts(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        found.add(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }
}
