package org.lockkeeper.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ten thousand failed sign-ins over HTTP, half of them with a login that somebody has, in turn. The
 * reference is chance: the share of pairs in which the known login takes longer is a half where
 * nothing can be told apart (Mann and Whitney). Once as shipped, and once without the even pace, so
 * that the work alone is seen.
 */
public final class SignInBench implements Report {

  private static final int PAIRS = 5_000;
  private static final int CLIENTS = 2;
  private static final int WARM_UP = 200;
  private static final Pattern STATE =
      Pattern.compile("name=\"jakarta\\.faces\\.ViewState\"[^>]*value=\"([^\"]+)\"");
  private static final String TOO_MANY = "pi-clock";
  private static final String REFUSED = "pi-exclamation-circle";

  /**
   * Runs this benchmark alone.
   *
   * @param args the directory for the report; {@code target} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target");
    Files.createDirectories(directory);
    System.out.println(new SignInBench().measure(directory));
  }

  private record Sample(boolean known, long nanos) {}

  private record Figures(double share, double deviations, double known, double unknown, int of) {}

  @Override
  public String measure(Path directory) throws IOException {
    Figures shipped = run(directory, "PT0.25S");
    Figures bare = run(directory, "PT0S");
    String text =
        String.format(
            Locale.ROOT,
            """
            ## Failed sign-ins: known login or unknown

            | what | share of pairs in which the known one takes longer | standard deviations from chance | median known | median unknown |
            |---|---|---|---|---|
            | chance | 0.5000 | 0.0 | | |
            | as shipped | %.4f | %.1f | %.1f ms | %.1f ms |
            | without the even pace | %.4f | %.1f | %.1f ms | %.1f ms |

            %d and %d failures, known and unknown in turn, %d clients.
            """,
            shipped.share(),
            shipped.deviations(),
            shipped.known(),
            shipped.unknown(),
            bare.share(),
            bare.deviations(),
            bare.known(),
            bare.unknown(),
            shipped.of(),
            bare.of(),
            CLIENTS);
    Files.writeString(directory.resolve("bench-sign-in.md"), text);
    return text;
  }

  private static Figures run(Path directory, String pace) throws IOException {
    try (RunningProduct product =
            RunningProduct.start(
                directory,
                Map.of("LOCKKEEPER_SIGN_IN_PACE", pace, "LOCKKEEPER_JOBS_POLL_EVERY", "PT1H"));
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<List<Sample>>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        clients.add(threads.submit(() -> samples(product, client)));
      }
      List<Sample> all = new ArrayList<>();
      for (Future<List<Sample>> client : clients) {
        all.addAll(client.get());
      }
      return figures(all);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("sign-ins");
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e);
    }
  }

  private static List<Sample> samples(RunningProduct product, int client)
      throws IOException, InterruptedException, SQLException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI door = URI.create(product.get("portal.url") + "/sign-in");
    HttpResponse<String> page =
        http.send(HttpRequest.newBuilder(door).build(), HttpResponse.BodyHandlers.ofString());
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    Matcher state = STATE.matcher(page.body());
    if (!state.find()) {
      throw new IOException("the sign-in page has no state");
    }
    List<Sample> samples = new ArrayList<>();
    String[] known = {product.get("seller.user"), product.get("seller2.user")};
    try (Connection connection =
            DriverManager.getConnection(
                product.get("database.url"),
                product.get("database.owner.user"),
                product.get("database.owner.password"));
        Statement forget = connection.createStatement()) {
      for (int i = -WARM_UP; i < PAIRS / CLIENTS; i++) {
        // Nobody is to be locked: what is measured is the answer before that.
        forget.execute("delete from access.sign_in_throttle");
        boolean first = i % 2 == 0;
        for (boolean each : new boolean[] {first, !first}) {
          String login =
              each ? known[client % known.length] : "nobody" + client + "." + i + "@x.example";
          HttpRequest request =
              HttpRequest.newBuilder(door)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .header("Sec-Fetch-Site", "same-origin")
                  .header("Cookie", cookie)
                  .POST(HttpRequest.BodyPublishers.ofString(form(login, state.group(1))))
                  .build();
          long began = System.nanoTime();
          HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
          long took = System.nanoTime() - began;
          if (answer.statusCode() != 200) {
            throw new IOException("a sign-in was answered with " + answer.statusCode());
          }
          boolean refused = answer.body().contains(REFUSED);
          if (!refused && !answer.body().contains(TOO_MANY)) {
            throw new IOException("the sign-in page did not try the password");
          }
          if (i >= 0 && refused) {
            samples.add(new Sample(each, took));
          }
        }
      }
    }
    return samples;
  }

  private static String form(String login, String state) {
    return "sign-in=sign-in&login="
        + URLEncoder.encode(login, StandardCharsets.UTF_8)
        + "&password=Basalt-marten-88&enter=&jakarta.faces.ViewState="
        + URLEncoder.encode(state, StandardCharsets.UTF_8);
  }

  private static Figures figures(List<Sample> samples) {
    List<Sample> ranked =
        samples.stream().sorted(Comparator.comparingLong(Sample::nanos)).toList();
    double wins = 0;
    long unknown = 0;
    for (Sample sample : ranked) {
      if (sample.known()) {
        wins += unknown;
      } else {
        unknown++;
      }
    }
    double known = (double) ranked.size() - unknown;
    double share = wins / (known * unknown);
    double deviation = Math.sqrt((known + unknown + 1) / (12 * known * unknown));
    return new Figures(
        share,
        (share - 0.5) / deviation,
        median(ranked, true),
        median(ranked, false),
        ranked.size());
  }

  private static double median(List<Sample> ranked, boolean known) {
    List<Sample> of = ranked.stream().filter(sample -> sample.known() == known).toList();
    return of.get(of.size() / 2).nanos() / 1e6;
  }
}
