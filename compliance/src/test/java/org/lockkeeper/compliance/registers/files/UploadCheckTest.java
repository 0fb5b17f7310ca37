package org.lockkeeper.compliance.registers.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.registers.files.UploadCheck.Refusal;

class UploadCheckTest {

  private static final int MOST = 1_000_000;
  private static final String PDF = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n";

  private final UploadCheck check = new UploadCheck();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] chunk(String kind, byte[] data) {
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(bytes(kind))
        .put(data)
        .putInt(0)
        .array();
  }

  private static byte[] png(int width, int height) {
    byte[] head =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    return joined(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10},
        chunk("IHDR", head),
        chunk("IDAT", new byte[] {1, 2, 3}),
        chunk("IEND", new byte[0]));
  }

  private static byte[] jpeg(int width, int height) {
    return new byte[] {
      (byte) 0xFF,
      (byte) 0xD8,
      (byte) 0xFF,
      (byte) 0xC0,
      0,
      8,
      8,
      (byte) (height >> 8),
      (byte) height,
      (byte) (width >> 8),
      (byte) width,
      1,
      (byte) 0xFF,
      (byte) 0xDA,
      0,
      2,
      5,
      (byte) 0xFF,
      0,
      6,
      (byte) 0xFF,
      (byte) 0xD9
    };
  }

  private static byte[] zip(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(new byte[10_000]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  static Stream<Arguments> sound() {
    return Stream.of(
        Arguments.of("report.pdf", bytes(PDF), FileType.PDF),
        Arguments.of("Shot of it.PNG", png(800, 600), FileType.PNG),
        Arguments.of("shot.jpeg", jpeg(800, 600), FileType.JPEG),
        Arguments.of("result.json", bytes("{\"a\": [1, 2]}"), FileType.JSON),
        Arguments.of("result.sarif", bytes("{\"version\": \"2.1.0\"}"), FileType.SARIF),
        Arguments.of("list.csv", bytes("a,b\r\n1,2\r\n"), FileType.CSV),
        Arguments.of("C:\\logs\\run.log", bytes("all passed\n"), FileType.TEXT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sound")
  void a_sound_file_is_taken(String name, byte[] content, FileType type) {
    assertThat(check.of(name, content, MOST))
        .isInstanceOfSatisfying(
            UploadCheck.Sound.class,
            sound -> {
              assertThat(sound.type()).isEqualTo(type);
              assertThat(sound.size()).isEqualTo(content.length);
              assertThat(sound.sha256()).matches("[0-9a-f]{64}");
              assertThat(sound.name()).matches("[A-Za-z0-9._-]{1,100}");
            });
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("archive.zip", zip("a.txt"), Refusal.TYPE),
        Arguments.of("slip.zip", zip("../../etc/passwd"), Refusal.TYPE),
        Arguments.of("archive.pdf", zip("a.txt"), Refusal.CONTENT),
        Arguments.of("page.html", bytes("<html></html>"), Refusal.TYPE),
        Arguments.of("page.svg", bytes("<svg onload='x'/>"), Refusal.TYPE),
        Arguments.of("page.txt", bytes("  <script>x</script>"), Refusal.CONTENT),
        Arguments.of("run.txt", bytes("#!/bin/sh\nrm"), Refusal.CONTENT),
        Arguments.of("run.txt", bytes("MZ\u0090"), Refusal.CONTENT),
        Arguments.of("run.exe", bytes("MZ"), Refusal.TYPE),
        Arguments.of("bin.txt", new byte[] {65, 0, 66}, Refusal.CONTENT),
        Arguments.of("screen.log", bytes("\u001b[2J"), Refusal.CONTENT),
        Arguments.of("latin.csv", new byte[] {'a', (byte) 0xE9}, Refusal.CONTENT),
        Arguments.of("report.pdf.png", bytes(PDF), Refusal.CONTENT),
        Arguments.of("report.pdf", joined(bytes(PDF), zip("a.txt")), Refusal.CONTENT),
        Arguments.of("report.pdf", joined(zip("a.txt"), bytes(PDF)), Refusal.CONTENT),
        Arguments.of("tail.pdf", bytes(PDF + "<html>" + " ".repeat(80)), Refusal.CONTENT),
        Arguments.of(
            "active.pdf",
            bytes(PDF.replace("/Catalog", "/Catalog/OpenAction 2 0 R")),
            Refusal.ACTIVE),
        Arguments.of("script.pdf", bytes(PDF.replace("/Catalog", "/JavaScript")), Refusal.ACTIVE),
        Arguments.of("big.png", png(20_000, 10), Refusal.PICTURE),
        Arguments.of("bomb.png", png(9_000, 9_000), Refusal.PICTURE),
        Arguments.of("bomb.png", png(-1, -1), Refusal.PICTURE),
        Arguments.of("none.png", png(0, 10), Refusal.PICTURE),
        Arguments.of("tail.png", joined(png(8, 8), bytes("<?php")), Refusal.CONTENT),
        Arguments.of("tail.png", joined(png(8, 8), zip("a")), Refusal.CONTENT),
        Arguments.of("cut.png", Arrays.copyOf(png(8, 8), 50), Refusal.CONTENT),
        Arguments.of("big.jpg", jpeg(20_000, 20_000), Refusal.PICTURE),
        Arguments.of("tail.jpg", joined(jpeg(8, 8), bytes("PK")), Refusal.CONTENT),
        Arguments.of("cut.jpg", Arrays.copyOf(jpeg(8, 8), 14), Refusal.CONTENT),
        Arguments.of("deep.json", bytes("[".repeat(100) + "]".repeat(100)), Refusal.CONTENT),
        Arguments.of("two.json", bytes("{}{}"), Refusal.CONTENT),
        Arguments.of("word.json", bytes("\"a\""), Refusal.CONTENT),
        Arguments.of("half.json", bytes("{\"a\":"), Refusal.CONTENT),
        Arguments.of("entity.json", bytes("<!DOCTYPE a [<!ENTITY b 'c'>]>"), Refusal.CONTENT),
        Arguments.of("empty.txt", new byte[0], Refusal.EMPTY),
        Arguments.of("big.txt", new byte[MOST + 1], Refusal.TOO_BIG),
        Arguments.of("noending", bytes("a"), Refusal.NAME),
        Arguments.of(".txt", bytes("a"), Refusal.NAME),
        Arguments.of("a".repeat(120) + ".txt", bytes("a"), Refusal.NAME));
  }

  @ParameterizedTest(name = "{0} is refused: {2}")
  @MethodSource("refused")
  @Tag("ASVS-V5.2.2")
  void a_file_that_is_not_what_its_name_says_or_too_big_is_refused(
      String name, byte[] content, Refusal why) {
    assertThat(check.of(name, content, MOST)).isEqualTo(new UploadCheck.Refused(why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd.txt", "a\"\r\nSet-Cookie: x.txt", "ünïcode.txt"})
  void a_name_is_made_plain(String name) {
    assertThat(check.of(name, bytes("a"), MOST))
        .isInstanceOfSatisfying(
            UploadCheck.Sound.class,
            sound -> assertThat(sound.name()).matches("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.txt"));
  }

  @Test
  void a_cut_or_changed_picture_never_runs_past_its_end() {
    byte[] whole = jpeg(8, 8);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) 0xFF;
      assertThat(check.of("a.jpg", changed, MOST)).isNotNull();
      assertThat(check.of("a.jpg", Arrays.copyOf(whole, i + 1), MOST)).isNotNull();
    }
    byte[] other = png(8, 8);
    for (int i = 0; i < other.length; i++) {
      byte[] changed = other.clone();
      changed[i] ^= (byte) 0xFF;
      assertThat(check.of("a.png", changed, MOST)).isNotNull();
    }
  }
}
