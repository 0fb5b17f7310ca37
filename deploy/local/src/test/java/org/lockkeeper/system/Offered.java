package org.lockkeeper.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the portal offers to be asked for, read from its pages and classes. */
final class Offered {

  private static final Pattern PART =
      Pattern.compile("template=\"/WEB-INF/([^\"]+)\"|<l:([a-z-]+)[\\s/>]");
  private static final Pattern ELEMENT = Pattern.compile("</?([a-z]+:[a-zA-Z]+|form)\\b[^>]*>");
  private static final Pattern ID = Pattern.compile("\\bid=\"([A-Za-z][A-Za-z0-9-]*)\"");
  private static final Pattern ACTION =
      Pattern.compile(
          "\\b(?:action|actionListener|listener|method)=\"#\\{(\\w+)\\.(\\w+)(?:\\([^\"]*\\))?}\"");
  private static final Pattern SERVLET =
      Pattern.compile("@(?:WebServlet|Path)\\(([^)]*)\\)", Pattern.DOTALL);
  private static final Pattern ADDRESS = Pattern.compile("\"(/[^\"]*)\"");
  private static final Pattern PARAMETER =
      Pattern.compile("getParameter(?:Values)?\\(\\s*([A-Za-z_.]+|\"[^\"]+\")\\s*\\)");
  private static final Pattern FILTERED =
      Pattern.compile("(?:one|many)\\(parameters, \"([^\"]+)\"");
  private static final Pattern SEVERAL =
      Pattern.compile("parameters\\.getOrDefault\\(\"([^\"]+)\"");
  private static final Pattern READER =
      Pattern.compile(
          "private [^;{}=]*?\\b(\\w+)\\([^)]*String name\\) \\{[^}]*getParameter\\(name\\)");
  private static final Pattern FORM =
      Pattern.compile("\\b(?:form\\.(?:text|id|endOf)|sent|uuid)\\(\\s*\"([^\"]+)\"\\)");
  private static final Pattern FORM_AT =
      Pattern.compile("\\bform\\.at\\(\"([^\"]+)\", \"([^\"]+)\"\\)");
  private static final Pattern NAMED = Pattern.compile("@Named(?:\\(\"(\\w+)\"\\))?");

  private final Path pages;
  private final Map<String, String> classes = new TreeMap<>();

  Offered() {
    Path portal = Contracts.repository().resolve("portal-web/src/main");
    this.pages = portal.resolve("webapp");
    for (Path file : below(portal.resolve("java"), ".java")) {
      String name = file.getFileName().toString();
      classes.put(name.substring(0, name.length() - ".java".length()), text(file));
    }
  }

  /**
   * Something that a button does.
   *
   * @param page where the button stands
   * @param name bean and method
   * @param id of the button as far as the file tells: form and component; empty if it has none
   */
  record Action(String page, String name, String id) {

    String bean() {
      return name.substring(0, name.indexOf('.'));
    }

    /** Whether a button's id is this one's, in whichever row it stands. */
    boolean is(String button) {
      return !id.isEmpty() && button.replaceAll(":[0-9]+:", ":0:").equals(id);
    }
  }

  /** A parameter that a class of the portal reads from a request. */
  record Parameter(String type, String name) {

    @Override
    public String toString() {
      return type + " " + name;
    }
  }

  private static List<Path> below(Path folder, String end) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** Paths of all pages, such as {@code /seller/today}. */
  Set<String> pages() {
    Set<String> found = new TreeSet<>();
    for (Path file : below(pages, ".xhtml")) {
      String path = "/" + pages.relativize(file).toString().replace('\\', '/');
      if (!path.startsWith("/WEB-INF/")) {
        found.add(path.substring(0, path.length() - ".xhtml".length()));
      }
    }
    return found;
  }

  /** Addresses that a class answers. */
  Set<String> addresses() {
    Set<String> found = new TreeSet<>();
    for (String source : classes.values()) {
      for (String servlet : found(SERVLET, source)) {
        found.addAll(found(ADDRESS, servlet));
      }
    }
    return found;
  }

  /** What a request may name, by the class that reads it. */
  Set<Parameter> parameters() {
    Set<Parameter> all = new LinkedHashSet<>();
    classes.forEach(
        (type, source) -> {
          if (source.contains("extends HttpFilter") || source.contains("RequestWrapper")) {
            return; // they read what Faces sends, and nobody's id
          }
          found(PARAMETER, source)
              .forEach(name -> read(name, source).forEach(n -> all.add(new Parameter(type, n))));
          found(FILTERED, source).forEach(name -> all.add(new Parameter(type, name)));
          found(FORM, source).forEach(name -> all.add(new Parameter(type, name)));
          FORM_AT
              .matcher(source)
              .results()
              .flatMap(at -> Stream.of(at.group(1), at.group(2)))
              .forEach(name -> all.add(new Parameter(type, name)));
          if (type.endsWith("Filter")) {
            found(SEVERAL, source).forEach(name -> all.add(new Parameter(type, name)));
          }
        });
    return all;
  }

  /**
   * The names behind an argument: itself, a constant, or what the method that takes it is given.
   */
  private Set<String> read(String argument, String source) {
    if (argument.startsWith("\"")) {
      return Set.of(argument.substring(1, argument.length() - 1));
    }
    if (argument.equals("name")) {
      Set<String> names = new TreeSet<>();
      for (String reader : found(READER, source)) {
        names.addAll(
            found(Pattern.compile("\\b" + reader + "\\((?:request, )?\"([^\"]+)\"\\)"), source));
      }
      return names;
    }
    String constant = argument.substring(argument.lastIndexOf('.') + 1);
    String owner =
        argument.contains(".")
            ? classes.getOrDefault(argument.substring(0, argument.indexOf('.')), "")
            : source;
    return found(Pattern.compile("String " + constant + " =\\s*\"([^\"]+)\""), owner);
  }

  /** What the buttons of all pages do. */
  List<Action> actions() {
    List<Action> all = new ArrayList<>();
    for (String page : pages()) {
      for (String part : parts(page)) {
        Deque<String> within = new ArrayDeque<>();
        Matcher element = ELEMENT.matcher(part);
        while (element.find()) {
          String tag = element.group();
          String type = element.group(1);
          Matcher id = ID.matcher(tag);
          String own = id.find() ? id.group(1) : "";
          if (type.equals("ui:repeat") || type.equals("h:form")) {
            if (tag.startsWith("</")) {
              within.removeLast();
            } else if (!tag.endsWith("/>")) {
              within.addLast(own.isEmpty() || type.equals("h:form") ? own : own + ":0");
            }
          }
          Matcher action = ACTION.matcher(tag);
          while (action.find()) {
            if (!action.group(2).equals("check")) {
              boolean named = !own.isEmpty() && !within.isEmpty() && !within.contains("");
              all.add(
                  new Action(
                      page,
                      action.group(1) + "." + action.group(2),
                      named ? String.join(":", within) + ":" + own : ""));
            }
          }
        }
      }
    }
    return all;
  }

  /** A page and all that it is put together from, without the frame around every page. */
  private List<String> parts(String page) {
    Set<String> names = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(page.substring(1) + ".xhtml"));
    List<String> texts = new ArrayList<>();
    while (!open.isEmpty()) {
      String name = open.poll();
      if (name.equals("WEB-INF/templates/page.xhtml") || !names.add(name)) {
        continue;
      }
      String text = text(pages.resolve(name));
      texts.add(text);
      Matcher part = PART.matcher(text);
      while (part.find()) {
        open.add(
            "WEB-INF/"
                + (part.group(1) != null ? part.group(1) : "tags/" + part.group(2) + ".xhtml"));
      }
    }
    return texts;
  }

  /** Whether a page's bean is the class, or has it read the request. */
  boolean reads(String bean, String type) {
    return classes.entrySet().stream()
        .filter(one -> bean(one.getKey(), one.getValue()).equals(bean))
        .anyMatch(
            one ->
                one.getKey().equals(type) || one.getValue().matches("(?s).*\\b" + type + "\\b.*"));
  }

  /** The name of a class in pages; empty text if it has none. */
  private static String bean(String type, String source) {
    Matcher named = NAMED.matcher(source);
    if (!named.find()) {
      return "";
    }
    return named.group(1) == null
        ? type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1)
        : named.group(1);
  }

  /** The pages that speak of a class, or of one that has it read the request. */
  Set<String> pagesOf(String type) {
    Set<String> beans = new TreeSet<>();
    String own = bean(type, classes.getOrDefault(type, ""));
    if (own.isEmpty()) {
      classes.forEach(
          (name, source) -> {
            if (source.matches("(?s).*\\b" + type + "\\b.*")) {
              beans.add(bean(name, source));
            }
          });
      beans.remove("");
    } else {
      beans.add(own);
    }
    Set<String> found = new TreeSet<>();
    for (String page : pages()) {
      String all = String.join("\n", parts(page));
      if (beans.stream().anyMatch(bean -> all.matches("(?s).*[{( ]" + bean + "\\.\\w+.*"))) {
        found.add(page);
      }
    }
    return found;
  }
}
