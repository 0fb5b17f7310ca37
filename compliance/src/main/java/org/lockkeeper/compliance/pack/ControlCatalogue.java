package org.lockkeeper.compliance.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The controls, the numbers of the policies and what people show: one dated edition, complete or
 * not loaded. An edition is never changed; a new one is a new file.
 */
public final class ControlCatalogue {

  private static final Pattern ID = Pattern.compile("[QR]-\\d{2}");

  private final LocalDate edition;
  private final Map<String, String> numbers = new TreeMap<>();
  private final Map<String, Control> controls = new TreeMap<>();
  private final Map<String, Shown> shown = new TreeMap<>();
  private final Map<String, Looked> looked = new TreeMap<>();
  private final int replyDays;

  /**
   * What a person shows because the product cannot see it.
   *
   * @param days for how many days it counts
   * @param what has to be shown
   */
  public record Shown(String name, int days, String title, String what) {}

  /** What the product looks at by itself, and how. */
  public record Looked(String name, String title, String how) {}

  /**
   * Reads an edition.
   *
   * @throws IllegalArgumentException if a line is missing, unknown or cannot be read
   */
  public ControlCatalogue(Properties said) {
    try {
      edition = LocalDate.parse(required(said, "edition"));
      replyDays = Integer.parseInt(required(said, "questionnaire.reply-days"));
      for (String key : said.stringPropertyNames()) {
        if (key.startsWith("number.")) {
          numbers.put(key.substring("number.".length()), required(said, key));
        } else if (key.startsWith("attest.")) {
          String[] parts = parts(said, key, 3);
          String name = "attested-" + key.substring("attest.".length());
          shown.put(name, new Shown(name, Integer.parseInt(parts[0]), parts[1], parts[2]));
        } else if (key.startsWith("proof.")) {
          String[] parts = parts(said, key, 2);
          String name = key.substring("proof.".length());
          looked.put(name, new Looked(name, parts[0], parts[1]));
        } else if (ID.matcher(key).matches()) {
          controls.put(key, control(said, key));
        }
      }
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException("no date or number in the catalogue of controls", e);
    }
    Set<String> used = new LinkedHashSet<>();
    for (Control control : controls.values()) {
      for (String number : control.numbers()) {
        if (!numbers.containsKey(number)) {
          throw new IllegalArgumentException(control.id() + " has no number " + number);
        }
      }
      for (String proof : control.proofs()) {
        if (!shown.containsKey(proof) && !looked.containsKey(proof)) {
          throw new IllegalArgumentException(control.id() + " has no proof " + proof);
        }
      }
      used.addAll(control.proofs());
    }
    Set<String> needless = new LinkedHashSet<>(shown.keySet());
    needless.addAll(looked.keySet());
    needless.removeAll(used);
    if (!needless.isEmpty()) {
      throw new IllegalArgumentException("no control needs " + needless);
    }
  }

  private static Control control(Properties said, String id) {
    String[] parts = parts(said, id, 4);
    List<Control.Sentence> sentences = new ArrayList<>();
    for (String each : required(said, id + ".say").split("\\|", -1)) {
      int colon = each.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("a sentence without a proof: " + id);
      }
      sentences.add(
          new Control.Sentence(
              each.substring(0, colon).strip(), each.substring(colon + 1).strip()));
    }
    Control.Kind kind = Control.Kind.valueOf(parts[0]);
    return new Control(
        id,
        kind,
        GapPlan.Owner.valueOf(parts[1]),
        list(parts[2], ","),
        parts[3],
        kind == Control.Kind.REQUIREMENT ? "" : required(said, id + ".ask"),
        sentences,
        kind == Control.Kind.CHOICE
            ? Optional.of(required(said, id + ".choose"))
            : Optional.empty(),
        list(said.getProperty(id + ".must", ""), ";"),
        Set.copyOf(list(said.getProperty(id + ".numbers", ""), ",")));
  }

  private static List<String> list(String text, String by) {
    return Arrays.stream(text.split(by, -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static String[] parts(Properties said, String key, int count) {
    String[] parts = required(said, key).split(";", count);
    if (parts.length != count) {
      throw new IllegalArgumentException(key + " has " + count + " parts");
    }
    return Arrays.stream(parts).map(String::strip).toArray(String[]::new);
  }

  private static String required(Properties said, String key) {
    String value = said.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the catalogue of controls does not say " + key);
    }
    return value;
  }

  /** An edition that is part of the product. */
  static ControlCatalogue edition(LocalDate date) {
    Properties own = read(date);
    String like = own.getProperty("like", "").strip();
    if (like.isEmpty()) {
      return new ControlCatalogue(own);
    }
    Properties all = read(LocalDate.parse(like));
    own.stringPropertyNames().forEach(key -> all.setProperty(key, own.getProperty(key, "")));
    return new ControlCatalogue(all);
  }

  private static Properties read(LocalDate date) {
    String name = "/policy/controls-" + date + ".properties";
    try (InputStream in = ControlCatalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no edition of the controls of " + date);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The day from which it is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** All controls, those of the questionnaire first, in the order of their ids. */
  public List<Control> controls() {
    return List.copyOf(controls.values());
  }

  /** One of them. */
  public Optional<Control> control(String id) {
    return Optional.ofNullable(controls.get(id));
  }

  /** The controls that need a proof. */
  public List<Control> needing(String proof) {
    return controls.values().stream().filter(c -> c.proofs().contains(proof)).toList();
  }

  /** The numbers of the policies, by name. */
  public Map<String, String> numbers() {
    return Map.copyOf(numbers);
  }

  /**
   * A number that proofs are measured against.
   *
   * @throws IllegalArgumentException if there is none
   */
  public long number(String name) {
    String value = numbers.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the catalogue of controls has no number " + name);
    }
    return Long.parseLong(value);
  }

  /** What people show. */
  public List<Shown> shown() {
    return List.copyOf(shown.values());
  }

  /** What a person shows under that name of a proof. */
  public Optional<Shown> shown(String proof) {
    return Optional.ofNullable(shown.get(proof));
  }

  /** The names of all proofs that some control needs. */
  public Set<String> proofs() {
    return controls.values().stream()
        .flatMap(control -> control.proofs().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The title of a proof. */
  public String title(String proof) {
    Shown seen = shown.get(proof);
    Looked at = looked.get(proof);
    return seen != null ? seen.title() : at != null ? at.title() : proof;
  }

  /** How a proof is found out. */
  public String how(String proof) {
    Shown seen = shown.get(proof);
    Looked at = looked.get(proof);
    return seen != null ? seen.what() : at != null ? at.how() : "";
  }

  /** Within how many days a questionnaire is answered. */
  public int replyDays() {
    return replyDays;
  }
}
