package org.lockkeeper.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.proof.certificate.CertificateFiles;
import org.lockkeeper.proof.certificate.CertificateSample;
import org.lockkeeper.proof.certificate.CertificateZip;

/** The web page in a real browser that has no network, and the jar that is handed out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyPageIT {

  /** Asks the page for its verdict on one ZIP after another, in one go. */
  private static final String MANY =
      """
      async (zips) => {
        const input = document.getElementById('zip');
        const verdicts = [];
        for (const zip of zips) {
          const bytes = Uint8Array.from(atob(zip), (c) => c.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], 'certificate.zip'));
          const verdict = document.getElementById('verdict');
          verdict.className = '';
          input.files = data.files;
          input.dispatchEvent(new Event('change'));
          for (let i = 0; verdict.className === '' && i < 5000; i++) await new Promise((r) => setTimeout(r, 1));
          const failed = document.querySelector('li.failed');
          verdicts.push(failed ? failed.dataset.check : verdict.className);
        }
        return verdicts;
      }
      """;

  /** Chooses a ZIP and at once the keys: the answer that stands at the end is the one with keys. */
  private static final String AT_ONCE =
      """
      async (files) => {
        const choose = (id, name, file) => {
          const data = new DataTransfer();
          if (file) data.items.add(new File([Uint8Array.from(atob(file), (c) => c.charCodeAt(0))], name));
          document.getElementById(id).files = data.files;
          document.getElementById(id).dispatchEvent(new Event('change'));
        };
        const verdict = document.getElementById('verdict');
        const seen = new Set();
        const watch = new MutationObserver(() => seen.add(verdict.className));
        choose('keys', 'keys.json', undefined);
        watch.observe(verdict, {attributes: true, attributeFilter: ['class']});
        choose('zip', 'certificate.zip', files[0]);
        choose('keys', 'keys.json', files[1]);
        for (let i = 0; verdict.className === '' && i < 5000; i++) await new Promise((r) => setTimeout(r, 1));
        watch.disconnect();
        seen.delete('');
        return [...seen].join(',') + ' ' + document.querySelector('li.failed').dataset.check;
      }
      """;

  private static final CertificateSample SAMPLE = new CertificateSample();

  private Path folder = Path.of("");
  private final Playwright playwright = Playwright.create();
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(chromium())
                  .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  private final BrowserContext offline =
      browser.newContext(new Browser.NewContextOptions().setLocale("en-US"));
  private final Page page = offline.newPage();
  private final List<String> complaints = new ArrayList<>();

  private static Path chromium() {
    String said = System.getProperty("chromium");
    if (said != null) {
      return Path.of(said);
    }
    for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        Path file = Path.of(place, name);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
    }
    throw new AssertionError("there is no Chromium; say where with -Dchromium=…");
  }

  private static byte[] html() {
    try (InputStream in = CertificateFiles.class.getResourceAsStream(CertificateFiles.PAGE)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeAll
  void open(@TempDir Path given) throws IOException {
    folder = given;
    Path file = Files.write(folder.resolve(CertificateFiles.PAGE), html());
    offline.setOffline(true);
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    page.navigate(file.toUri().toString());
  }

  @AfterAll
  void close() {
    browser.close();
    playwright.close();
  }

  private String verdict(byte[] zip) {
    return verdicts(List.of(zip)).getFirst();
  }

  private List<String> verdicts(List<byte[]> zips) {
    Object all =
        page.evaluate(MANY, zips.stream().map(Base64.getEncoder()::encodeToString).toList());
    return ((List<?>) all).stream().map(String::valueOf).toList();
  }

  private void keys(byte[] document) {
    page.setInputFiles("#keys", new FilePayload("keys.json", "application/json", document));
  }

  private static byte[] zip(Map<String, byte[]> files) {
    return CertificateZip.write(files);
  }

  private static Map<String, byte[]> with(CertificateSample from, String... names) {
    Map<String, byte[]> files = new TreeMap<>(SAMPLE.files());
    Map<String, byte[]> others = from.files();
    for (String name : names) {
      files.put(name, Objects.requireNonNull(others.get(name)));
    }
    return files;
  }

  @Test
  void a_good_certificate_holds_under_given_keys_and_says_whom_it_believed_without() {
    byte[] good = zip(SAMPLE.files());
    page.setInputFiles("#keys", new FilePayload[0]);
    assertThat(verdict(good)).isEqualTo("unproven");
    assertThat(page.textContent("[data-check=TRUST]")).contains("the ZIP's own keys");
    keys(SAMPLE.trust().document());
    assertThat(verdict(good)).isEqualTo("good");
    assertThat(page.locator("li.ok").count()).isEqualTo(12);
    page.fill("#order", SAMPLE.orders.get(2));
    page.locator("#order").blur();
    page.waitForSelector("li.ok[data-check=ORDER]");
    page.fill("#order", "another");
    page.locator("#order").blur();
    page.waitForSelector("li.failed[data-check=ORDER]");
    page.fill("#order", "");
    page.locator("#order").blur();
    page.waitForSelector("#verdict.good");
    assertThat(complaints).isEmpty();
  }

  @Test
  void a_forged_zip_with_keys_of_its_own_is_refused_under_the_real_ones() {
    keys(SAMPLE.trust().document());
    assertThat(verdict(zip(new CertificateSample().files()))).isEqualTo("TRUST");
    page.setInputFiles("#keys", new FilePayload[0]);
    assertThat(verdict(zip(new CertificateSample().files()))).isEqualTo("unproven");
  }

  @Test
  void the_answer_is_always_that_of_the_files_chosen_last() {
    page.setInputFiles("#keys", new FilePayload[0]);
    String forged = Base64.getEncoder().encodeToString(zip(new CertificateSample().files()));
    String keys = Base64.getEncoder().encodeToString(SAMPLE.trust().document());
    for (int round = 0; round < 20; round++) {
      assertThat(page.evaluate(AT_ONCE, List.of(forged, keys))).isEqualTo("bad TRUST");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        CertificateFiles.CERTIFICATE,
        CertificateFiles.ENTRY,
        CertificateFiles.PROOF,
        CertificateFiles.KEY,
        CertificateFiles.LOG_KEY,
        CertificateFiles.WITNESS_KEYS,
        CertificateFiles.ORDERS,
      })
  void every_flipped_byte_is_refused(String name) {
    Map<String, byte[]> good = SAMPLE.files();
    byte[] file = Objects.requireNonNull(good.get(name));
    List<byte[]> zips = new ArrayList<>();
    int step = name.startsWith("orders/") || name.equals(CertificateFiles.ENTRY) ? 5 : 1;
    for (int i = 0; i < file.length; i += step) {
      Map<String, byte[]> files = new TreeMap<>(good);
      byte[] bad = file.clone();
      bad[i] ^= (byte) (i % 3 == 0 ? 0xff : 1 << (i % 8));
      files.put(name, bad);
      zips.add(zip(files));
    }
    assertThat(verdicts(zips)).doesNotContain("good", "unproven", "", "FILES");
  }

  @Test
  void what_the_jar_refuses_the_page_refuses_at_the_same_line() {
    assertThat(
            verdicts(
                List.of(
                    zip(changed(s -> s.type = "JWT").files()),
                    zip(with(new CertificateSample(), CertificateFiles.KEY)),
                    zip(changed(s -> s.rowsLeft = 1).files()),
                    zip(changed(s -> s.stage = 2).files()),
                    zip(changed(s -> s.digest = "cd".repeat(32)).files()),
                    zip(changed(s -> s.action = "certificate.refused").files()),
                    zip(with(new CertificateSample(), CertificateFiles.PROOF)),
                    zip(changed(s -> s.position = 8).files()),
                    zip(changed(s -> s.position = 5).files()),
                    zip(changed(s -> s.witnessed = false).files()),
                    zip(
                        changed(s -> s.witnessedAt = CertificateSample.NOON.minusSeconds(301))
                            .files()),
                    zip(
                        changed(
                                s ->
                                    s.witnessedAt =
                                        CertificateSample.NOON.plusSeconds(30 * 86_400 + 1))
                            .files()),
                    zip(replaced("index 4\n", "index 8\n")),
                    zip(with(new CertificateSample(), CertificateFiles.READABLE)),
                    zip(header("ES256", "none")),
                    zip(header("ES256", "HS256")))))
        .containsExactly(
            "FORM",
            "KEY",
            "CONTENT",
            "CONTENT",
            "ENTRY",
            "ENTRY",
            "LOG",
            "INCLUSION",
            "INCLUSION",
            "WITNESS",
            "WITNESS",
            "WITNESS",
            "INCLUSION",
            "PDF",
            "FORM",
            "FORM");
  }

  private static CertificateSample changed(Consumer<CertificateSample> change) {
    CertificateSample sample = new CertificateSample();
    change.accept(sample);
    return sample;
  }

  private static Map<String, byte[]> replaced(String from, String to) {
    Map<String, byte[]> files = new TreeMap<>(SAMPLE.files());
    files.computeIfPresent(
        CertificateFiles.PROOF,
        (name, bytes) ->
            new String(bytes, StandardCharsets.UTF_8)
                .replace(from, to)
                .getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static Map<String, byte[]> header(String from, String to) {
    Map<String, byte[]> files = new TreeMap<>(SAMPLE.files());
    files.computeIfPresent(
        CertificateFiles.CERTIFICATE,
        (name, bytes) -> {
          String jws = new String(bytes, StandardCharsets.US_ASCII);
          int dot = jws.indexOf('.');
          String header =
              new String(
                  Base64.getUrlDecoder().decode(jws.substring(0, dot)), StandardCharsets.UTF_8);
          return (Base64.getUrlEncoder()
                      .withoutPadding()
                      .encodeToString(header.replace(from, to).getBytes(StandardCharsets.UTF_8))
                  + jws.substring(dot))
              .getBytes(StandardCharsets.US_ASCII);
        });
    return files;
  }

  @Test
  void a_zip_that_leads_elsewhere_is_compressed_or_has_a_file_twice_is_refused() {
    byte[] one = CertificateZip.write(Map.of("a.txt", new byte[1], "b.txt", new byte[2]));
    byte[] twice =
        new String(one, StandardCharsets.ISO_8859_1)
            .replace("b.txt", "a.txt")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] compressed = zip(SAMPLE.files());
    compressed[8] = 8;
    byte[] longer = Arrays.copyOf(zip(SAMPLE.files()), zip(SAMPLE.files()).length + 1);
    byte[] huge = zip(SAMPLE.files());
    huge[25] = 0x7f;
    assertThat(
            verdicts(
                List.of(
                    CertificateZip.write(Map.of("../a.txt", new byte[1])),
                    twice,
                    compressed,
                    longer,
                    huge,
                    new byte[0])))
        .containsOnly("FILES");
    assertThat(page.textContent("#verdict")).contains("Refused");
  }

  @Test
  void the_page_allows_itself_nothing_but_its_own_script_and_style()
      throws NoSuchAlgorithmException {
    String html = new String(html(), StandardCharsets.UTF_8);
    for (String tag : List.of("script", "style")) {
      String inside =
          html.substring(
              html.indexOf("<" + tag + ">") + tag.length() + 2, html.indexOf("</" + tag + ">"));
      String digest =
          Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-256")
                      .digest(inside.getBytes(StandardCharsets.UTF_8)));
      assertThat(html).contains(tag + "-src 'sha256-" + digest + "'");
    }
    assertThat(html)
        .contains("default-src 'none'")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("src=");
  }

  @Test
  void the_page_is_looked_at_narrow_and_dark() throws IOException {
    String look = System.getProperty("certificate.look");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (BrowserContext other =
          browser.newContext(
              new Browser.NewContextOptions()
                  .setLocale("es-ES")
                  .setViewportSize(420, 900)
                  .setColorScheme(scheme))) {
        Page narrow = other.newPage();
        narrow.navigate(folder.resolve(CertificateFiles.PAGE).toUri().toString());
        narrow.setInputFiles(
            "#zip", new FilePayload("c.zip", "application/zip", zip(SAMPLE.files())));
        narrow.waitForSelector("#verdict.unproven");
        assertThat(narrow.textContent("h1")).isEqualTo("Comprobar un certificado de borrado");
        assertThat(narrow.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
            .isEqualTo(true);
        if (look != null) {
          narrow.screenshot(
              new Page.ScreenshotOptions()
                  .setFullPage(true)
                  .setPath(Path.of(look, "verify-" + scheme + ".png")));
        }
      }
    }
  }

  @Test
  void the_jar_runs_by_itself_with_nothing_beside_it() throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("certificate.zip"), zip(SAMPLE.files()));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(), "-jar", System.getProperty("verifier.jar"), file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).contains("The certificate holds IF the keys are the real ones");
  }
}
