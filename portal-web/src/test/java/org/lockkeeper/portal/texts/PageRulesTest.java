package org.lockkeeper.portal.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class PageRulesTest {

  private static final Path PAGES = Path.of("src/main/webapp");

  /** Attributes that are read by people. */
  private static final Set<String> READ =
      Set.of(
          "label",
          "title",
          "alt",
          "placeholder",
          "help",
          "headerText",
          "aria-label",
          "ariaLabel",
          "emptyMessage",
          "summary",
          "caption",
          "itemLabel");

  private static final String FACELETS = "jakarta.faces.facelets";

  /** The product's name is the same in every language. */
  private static final String NAME = "Lockkeeper";

  static List<Path> pages() throws IOException {
    try (Stream<Path> all = Files.walk(PAGES)) {
      return all.filter(file -> file.toString().endsWith(".xhtml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  @Tag("ASVS-V1.1.2")
  @Tag("ASVS-V1.2.1")
  void a_page_has_no_text_style_or_script_of_its_own(Path page) throws Exception {
    List<String> faults = new ArrayList<>();
    look(root(page), faults);

    assertThat(faults).isEmpty();
  }

  /** Without one it is known by a number that changes with the parts of the page before it. */
  @ParameterizedTest
  @MethodSource("pages")
  void a_list_with_buttons_or_fields_has_an_id_of_its_own(Path page) throws Exception {
    List<String> nameless = new ArrayList<>();
    NodeList lists = root(page).getElementsByTagNameNS(FACELETS, "repeat");
    for (int i = 0; i < lists.getLength(); i++) {
      if (lists.item(i) instanceof Element list && !list.hasAttribute("id") && isWorkedWith(list)) {
        nameless.add(list.getAttribute("value"));
      }
    }
    assertThat(nameless).isEmpty();
  }

  private static boolean isWorkedWith(Element list) {
    NodeList parts = list.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < parts.getLength(); i++) {
      if (parts.item(i).getLocalName().matches("command(Button|Link)|permitted|input[A-Z].*")) {
        return true;
      }
    }
    return false;
  }

  private static Element root(Path page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(page.toFile()).getDocumentElement();
  }

  @Test
  void there_are_pages_to_look_at() throws IOException {
    assertThat(pages()).hasSizeGreaterThan(20);
  }

  private static void look(Element element, List<String> faults) {
    if (element.getLocalName().equals("script") || element.getLocalName().equals("style")) {
      faults.add("<" + element.getTagName() + ">");
    }
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      look(element, (Attr) attributes.item(i), faults);
    }
    NodeList children = element.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      if (child instanceof Element inner) {
        look(inner, faults);
      } else if (child.getNodeType() == Node.TEXT_NODE && hasWords(child.getTextContent())) {
        faults.add("text in <" + element.getTagName() + ">: " + child.getTextContent().strip());
      }
    }
  }

  private static void look(Element element, Attr attribute, List<String> faults) {
    String name = attribute.getName();
    boolean event = name.matches("on[a-z]{3,}");
    boolean unescaped = name.equals("escape") && !attribute.getValue().equals("true");
    boolean literal = READ.contains(name) && hasWords(attribute.getValue());
    boolean button =
        name.equals("value")
            && element.getLocalName().matches("commandButton|outputLabel|outputText")
            && hasWords(attribute.getValue());
    if (name.equals("style") || event || unescaped || literal || button) {
      faults.add(name + "=" + attribute.getValue() + " in <" + element.getTagName() + ">");
    }
  }

  private static boolean hasWords(String text) {
    return text.replaceAll("#\\{[^}]*}", "")
        .replace(NAME, "")
        .codePoints()
        .anyMatch(Character::isLetter);
  }
}
