package org.lockkeeper.compliance.access;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes the shipped list of common passwords. Where it comes from:
 *
 * <ul>
 *   <li>the 30,000 most frequent passwords of public breaches, as the library zxcvbn (MIT license)
 *       carries them for Java; they are read from its jar, and only hashes of them are shipped;
 *   <li>ways over the rows and columns of a keyboard, there and back, of six keys and more;
 *   <li>seasons, months and days of the week in English and Spanish, and words that are put into a
 *       first password.
 * </ul>
 *
 * <p>Run {@link #main} with the file's path to write it anew; a test compares it.
 */
final class CommonPasswordsList {

  private static final List<String> ROWS =
      List.of(
          "1234567890",
          "qwertyuiop",
          "asdfghjkl",
          "zxcvbnm",
          "qwertyuiopasdfghjklzxcvbnm",
          "1q2w3e4r5t6y7u8i9o0p",
          "qazwsxedcrfvtgbyhnujm",
          "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
          "abcdefghijklmnopqrstuvwxyz",
          "12345678901234567890123456789012345");

  private static final List<String> WORDS =
      List.of(
          "spring summer autumn fall winter primavera verano otono invierno",
          "january february march april may june july august september october november december",
          "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
          "monday tuesday wednesday thursday friday saturday sunday",
          "lunes martes miercoles jueves viernes sabado domingo",
          "welcome bienvenido changeme temporary temporal initial inicial default secret secreto",
          "contrasena clave password passphrase letmein company empresa warehouse almacen seller",
          "vendedor support soporte administrator administrador testing prueba");

  private CommonPasswordsList() {}

  static byte[] made() {
    SortedSet<Long> prefixes = new TreeSet<>();
    try (InputStream in =
            Zxcvbn.class.getResourceAsStream(
                "/com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    java.util.Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      lines.lines().map(String::strip).forEach(line -> add(prefixes, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String row : ROWS) {
      for (String way : List.of(row, new StringBuilder(row).reverse().toString())) {
        for (int from = 0; from < way.length(); from++) {
          for (int to = from + 6; to <= way.length(); to++) {
            add(prefixes, way.substring(from, to));
          }
        }
      }
    }
    WORDS.forEach(line -> List.of(line.split(" ", -1)).forEach(word -> add(prefixes, word)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(CommonPasswords.MAGIC);
      out.writeInt(prefixes.size());
      for (long prefix : prefixes) {
        out.writeByte((int) (prefix >>> 32));
        out.writeInt((int) prefix);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void add(SortedSet<Long> prefixes, String word) {
    if (!word.isEmpty()) {
      prefixes.add(CommonPasswords.prefix(CommonPasswords.folded(word)));
    }
  }

  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of(arguments[0]), made());
  }
}
