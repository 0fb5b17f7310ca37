package org.lockkeeper.compliance.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.RightsWorld.OTHER;
import static org.lockkeeper.compliance.encryption.RightsWorld.SELLER;
import static org.lockkeeper.compliance.rights.Shelf.NOON;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.encryption.RightsWorld;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.RecipientVault;
import org.lockkeeper.retention.DataRequest;
import org.lockkeeper.retention.DataRequests;

/** What a buyer is told, and what a seller takes away. */
class RightsTest {

  private static final UUID WISH = new UUID(7, 7);
  private static final Actor ANNA = new Actor.Task("anna");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  private final RightsWorld world = new RightsWorld();
  private final Shelf shelf = new Shelf();
  private final Requests requests = new Requests();

  private OrderId order(SellerId seller, String label, String title) {
    OrderId id = world.receive(seller, RightsWorld.ada());
    shelf.put(seller, id, label, title, world.stored(id));
    return id;
  }

  private void asked(OrderId... orders) {
    requests.add(
        new DataRequest(
            SELLER,
            WISH,
            "shopify",
            "9",
            List.of(orders),
            3,
            NOON,
            NOON.plusSeconds(30L * 86_400),
            Optional.empty()));
  }

  private Optional<Archive> answer(SellerId seller) {
    return new AnswerDataRequest(requests, shelf, world.vault(), world.audit(), CLOCK)
        .of(seller, WISH, ANNA);
  }

  private static Map<String, String> unpacked(Archive archive) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(archive.content()), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Test
  void a_buyer_who_asks_is_told_everything_that_is_held_and_when_the_rest_was_stripped()
      throws IOException {
    OrderId held = order(SELLER, "#1001", "Mug");
    OrderId gone = order(SELLER, "#1002", "Mug");
    order(SELLER, "#1003", "Mug");
    shelf.strip(gone, NOON);
    asked(held, gone);
    Map<String, String> files = unpacked(answer(SELLER).orElseThrow());
    assertThat(files.get("orders.csv"))
        .contains("\"Ada Lovelace\"", "\"Analytical Engines\"", "\"12 St James's Square, Flat 3\"")
        .contains("\"(208) 555-0143\",\"Ada.Lovelace@example.org\"")
        .contains("\"#1002\"", "\"stripped on 2026-11-21T12:00:00Z\",\"\",\"\"")
        .doesNotContain("#1003");
    assertThat(files.getOrDefault("orders.csv", "").lines()).hasSize(3);
    assertThat(files.getOrDefault("lines.csv", "").lines()).hasSize(3);
    assertThat(files.getOrDefault("parcels.csv", "").lines()).hasSize(3);
    assertThat(files.get("request.csv")).contains("\"3\",\"2\"");
    assertThat(world.told("recipient.opened"))
        .hasSize(1)
        .allMatch(entry -> entry.contains(held.toString()) && entry.contains("DATA_REQUEST"));
    assertThat(world.told("privacy.exported"))
        .containsExactly("data-request:" + WISH + " {channel=shopify, named=3, orders=2}");
    assertThat(requests.find(SELLER, WISH).orElseThrow().answeredAt()).contains(NOON);
  }

  @Test
  void the_request_of_another_seller_is_none() {
    asked(order(SELLER, "#1001", "Mug"));
    assertThat(answer(OTHER)).isEmpty();
    assertThat(world.told("privacy.exported")).isEmpty();
  }

  @Test
  void orders_of_another_seller_are_not_told_whatever_the_request_names() throws IOException {
    asked(order(OTHER, "#1001", "Mug"));
    Map<String, String> files = unpacked(answer(SELLER).orElseThrow());
    assertThat(files.getOrDefault("orders.csv", "").lines()).hasSize(1);
    assertThat(world.told("recipient.opened")).isEmpty();
  }

  @Test
  void without_a_key_or_without_the_log_nothing_is_told_and_the_request_stays_open() {
    asked(order(SELLER, "#1001", "Mug"));
    world.auditFails();
    assertThatThrownBy(() -> answer(SELLER)).isInstanceOf(RuntimeException.class);
    assertThat(requests.find(SELLER, WISH).orElseThrow().answeredAt()).isEmpty();
    world.keysAreGone();
    assertThatThrownBy(() -> answer(SELLER)).isInstanceOf(RecipientVault.SealingUnavailable.class);
    assertThat(requests.find(SELLER, WISH).orElseThrow().answeredAt()).isEmpty();
  }

  private Archive own() {
    return new DownloadOwnData(shelf, new FindAuthorization(new OneGrant()), world.audit(), CLOCK)
        .of(SELLER, ANNA);
  }

  @Test
  void a_seller_takes_everything_but_buyers_and_secrets() throws IOException {
    order(SELLER, "#1001", "Mug");
    order(SELLER, "#1002", "Mug");
    order(OTHER, "#1003", "Mug");
    Map<String, String> files = unpacked(own());
    assertThat(files.keySet())
        .containsExactly("about.csv", "orders.csv", "lines.csv", "parcels.csv", "connections.csv");
    assertThat(files.getOrDefault("orders.csv", "").lines()).hasSize(3);
    assertThat(files.get("connections.csv")).contains("\"harbor.example\"", "\"ACTIVE\"");
    assertThat(files.get("about.csv")).contains("\"2\",\"2\",\"20000\"");
    assertThat(String.join("", files.values()))
        .doesNotContain("Lovelace", "Boise", "example.org", "where-the-secret-is", "#1003");
    assertThat(world.told("recipient.opened")).isEmpty();
    assertThat(world.told("seller.exported"))
        .containsExactly("seller:" + SELLER + " {of=2, orders=2}");
  }

  @Test
  void a_spreadsheet_reads_no_formula_in_it() throws IOException {
    order(SELLER, "=1+1", "@SUM(A1)");
    Map<String, String> files = unpacked(own());
    assertThat(files.get("orders.csv")).contains("\"'=1+1\"");
    assertThat(files.get("lines.csv")).contains("\"'@SUM(A1)\"");
  }

  @Test
  void without_the_log_nothing_is_taken() {
    order(SELLER, "#1001", "Mug");
    world.auditFails();
    assertThatThrownBy(this::own).isInstanceOf(RuntimeException.class);
  }

  private static final class Requests implements DataRequests {
    private Optional<DataRequest> kept = Optional.empty();

    @Override
    public void add(DataRequest request) {
      kept = Optional.of(request);
    }

    @Override
    public Optional<DataRequest> find(SellerId seller, UUID id) {
      return kept.filter(one -> one.seller().equals(seller) && one.id().equals(id));
    }

    @Override
    public List<DataRequest> all(SellerId seller) {
      return kept.stream().toList();
    }

    @Override
    public void answered(SellerId seller, UUID id, Instant at) {
      kept =
          find(seller, id)
              .map(
                  r ->
                      new DataRequest(
                          r.seller(),
                          r.id(),
                          r.channel(),
                          r.request(),
                          r.orders(),
                          r.named(),
                          r.receivedAt(),
                          r.dueBy(),
                          Optional.of(at)));
    }
  }

  private static final class OneGrant implements Authorizations {

    private final Authorization grant =
        Authorization.restore(
            new Authorization.Snapshot(
                ConnectionId.of("0190c000-0000-7000-8000-000000000001"),
                SELLER,
                new Platform("shopify"),
                "harbor.example",
                "Harbor",
                new SecretRef("where-the-secret-is"),
                Set.of(),
                TokenStyle.FIXED,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                new Standing.Active(NOON)));

    @Override
    public Optional<Authorization> find(SellerId seller, ConnectionId id) {
      return Optional.of(grant);
    }

    @Override
    public List<Authorization> all(SellerId seller) {
      return List.of(grant);
    }

    @Override
    public void add(Authorization authorization, byte[] endpointDigest) {
      throw new UnsupportedOperationException("only read");
    }

    @Override
    public void save(Authorization authorization) {
      throw new UnsupportedOperationException("only read");
    }

    @Override
    public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
      return Optional.empty();
    }
  }
}
