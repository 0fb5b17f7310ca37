package org.lockkeeper.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The browser that is on this machine, started for one test and closed with it. What a page
 * complains of is collected, but that something is not there.
 */
final class Chromium implements AutoCloseable {

  private static final double PATIENCE_MS = 20_000;
  private static final List<String> SWITCHES =
      List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final List<String> complaints = new ArrayList<>();
  private final Browser browser;
  private final RunningProduct product;

  private Chromium(RunningProduct product) {
    this.product = product;
    this.browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(program()).setArgs(SWITCHES));
  }

  static Chromium before(RunningProduct product) {
    return new Chromium(product);
  }

  /**
   * Where it is: as {@code -Dchromium} says, else where the shell would find it.
   *
   * @throws AssertionError if there is none
   */
  private static Path program() {
    String said = System.getProperty("chromium");
    if (said != null) {
      return Path.of(said);
    }
    for (String folder : System.getenv("PATH").split(":", -1)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
    }
    throw new AssertionError("there is no Chromium; say where with -Dchromium=…");
  }

  /** A page of a browser whose profile stays in that folder; whoever asks closes its context. */
  Page keptIn(Path profile) {
    return watched(
        playwright
            .chromium()
            .launchPersistentContext(
                profile,
                new BrowserType.LaunchPersistentContextOptions()
                    .setExecutablePath(program())
                    .setArgs(SWITCHES))
            .newPage());
  }

  /** A page that nobody has used. */
  Page page() {
    return watched(browser.newContext().newPage());
  }

  private Page watched(Page page) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("404")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  /** Signs in with password and code, until the first page behind them is there. */
  Page signIn(Page page, String login, String password) {
    page.navigate(product.said("portal.url") + "/");
    return goOn(page, login, password);
  }

  /** The same on a page that has led to the sign-in by itself. */
  Page goOn(Page page, String login, String password) {
    page.getByLabel("E-mail").fill(login);
    page.getByLabel("Password").fill(password);
    page.getByLabel("Password").press("Enter");
    page.getByLabel("Code from your app").fill(product.code(login));
    page.getByLabel("Code from your app").press("Enter");
    page.waitForURL(url -> !url.contains("sign-in") && !url.contains("second-factor"));
    return page;
  }

  /** A page of one of the product's own people, by the name that the launcher says them with. */
  Page of(String who) {
    return signIn(page(), product.said(who + ".user"), product.said(who + ".password"));
  }

  /** What pages complained of so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
