package org.lockkeeper.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The public cases for RFC 6962 and C2SP, read where they lie beside this repository. */
class VectorsTest {

  private static Path standards(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.exists(folder.resolve("portal-web"))) {
      folder = folder.getParent();
    }
    Path file = folder.resolveSibling("shared").resolve("standards").resolve(name);
    assumeTrue(
        Files.exists(file),
        "skipped: ../shared/standards/" + name + " is not beside this repository");
    return file;
  }

  /** What one case says; the files hold numbers, base64 texts and lists of them. */
  private record Case(String json) {

    private String raw(String name) {
      Matcher matcher =
          Pattern.compile("\"" + name + "\"\\s*:\\s*(null|true|false|\\d+|\"[^\"]*\"|\\[[^]]*])")
              .matcher(json);
      assertThat(matcher.find()).as(name).isTrue();
      return matcher.group(1);
    }

    long number(String name) {
      return Long.parseUnsignedLong(raw(name));
    }

    Hash hash(String name) {
      String text = raw(name);
      return Hash.parse(text.equals("null") ? "" : text.substring(1, text.length() - 1));
    }

    List<Hash> proof() {
      List<Hash> hashes = new ArrayList<>();
      Matcher matcher = Pattern.compile("\"([^\"]*)\"").matcher(raw("proof"));
      while (matcher.find()) {
        hashes.add(Hash.parse(matcher.group(1)));
      }
      return hashes;
    }

    boolean refused() {
      return Boolean.parseBoolean(raw("wantErr"));
    }
  }

  private interface Check {
    void of(Case one);
  }

  private static Stream<DynamicTest> cases(String kind, Check check) throws IOException {
    Path folder = standards("rfc6962-merkle").resolve("testdata").resolve(kind);
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(),
                    () -> {
                      Case one = new Case(Files.readString(file));
                      assertThat(refuses(check, one)).isEqualTo(one.refused());
                    }));
  }

  private static boolean refuses(Check check, Case one) {
    try {
      check.of(one);
      return false;
    } catch (ProofRefused e) {
      return true;
    }
  }

  @TestFactory
  Stream<DynamicTest> inclusion() throws IOException {
    return cases(
        "inclusion",
        one ->
            Inclusion.verify(
                one.number("leafIdx"),
                one.number("treeSize"),
                one.hash("leafHash"),
                one.proof(),
                one.hash("root")));
  }

  @TestFactory
  Stream<DynamicTest> consistency() throws IOException {
    return cases(
        "consistency",
        one ->
            Consistency.verify(
                one.number("size1"),
                one.number("size2"),
                one.proof(),
                one.hash("root1"),
                one.hash("root2")));
  }

  @Test
  void the_signed_note_of_the_specification_verifies() throws IOException {
    String page = Files.readString(standards("c2sp-vectors.md"));
    Matcher key = Pattern.compile("Verifier key: `([^`]+)`").matcher(page);
    Matcher note = Pattern.compile("```\n(This is an.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(key.find() && note.find()).isTrue();
    VerifierKey known = VerifierKey.parse(key.group(1));
    assertThat(known.text()).isEqualTo(key.group(1));
    Note read = Note.parse(note.group(1));
    assertThat(read.write()).isEqualTo(note.group(1));
    assertThat(read.verify(List.of(known)))
        .containsExactly(new Note.Verified(known, java.util.Optional.empty()));
  }
}
