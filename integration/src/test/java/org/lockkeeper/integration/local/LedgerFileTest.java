package org.lockkeeper.integration.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockkeeper.compliance.disposal.ErasureLedger;
import org.lockkeeper.compliance.disposal.ErasureLedger.Scope;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

class LedgerFileTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final SellerId ANNA = new SellerId(new UUID(0, 1));
  private static final OrderId FIRST = new OrderId(new UUID(1, 1));
  private static final OrderId SECOND = new OrderId(new UUID(1, 2));

  @TempDir Path folder;

  private ErasureLedger node() {
    return new LedgerFile(folder, new Ids(Clock.fixed(NOON, ZoneOffset.UTC), new SecureRandom()));
  }

  private Path file() {
    return folder.resolve("erasures.jsonl");
  }

  private ErasureLedger.Line append(ErasureLedger ledger, Scope scope) {
    return ledger.append(ANNA, scope, "policy", NOON);
  }

  private static Scope buyers() {
    return new Scope.Buyers(List.of(FIRST, SECOND));
  }

  @Test
  void each_kind_of_erasure_comes_back_as_it_went_on_another_node() {
    ErasureLedger here = node();
    List<ErasureLedger.Line> written =
        List.of(
            append(here, buyers()),
            append(here, new Scope.OneConnection(new ConnectionId(new UUID(2, 1)))),
            append(here, new Scope.WholeSeller()));
    ErasureLedger there = node();
    assertThat(there.extent().length()).isEqualTo(3);
    assertThat(there.lines(List.of(1L, 2L, 3L, 4L))).isEqualTo(written);
    assertThat(there.lines(List.of(2L))).containsExactly(written.get(1));
  }

  @Test
  void a_withdrawn_line_need_not_be_known() {
    ErasureLedger ledger = node();
    ErasureLedger.Line line = append(ledger, buyers());
    ledger.withdraw(line, NOON);
    assertThat(node().extent().withdrawn()).containsExactlyInAnyOrder(1L, 2L);
    assertThat(node().lines(List.of(1L, 2L))).containsExactly(line);
  }

  @Test
  void half_a_line_at_the_end_was_never_promised_and_the_next_writer_cuts_it_off()
      throws IOException {
    append(node(), buyers());
    byte[] whole = Files.readAllBytes(file());
    Files.write(
        file(),
        "{\"position\":2,\"id\"".getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.APPEND);
    ErasureLedger after = node();
    assertThat(after.extent().length()).isEqualTo(1);
    assertThat(append(after, buyers()).position()).isEqualTo(2);
    assertThat(Files.readString(file())).startsWith(new String(whole, StandardCharsets.UTF_8));
    assertThat(node().extent().length()).isEqualTo(2);
  }

  @Test
  void a_changed_removed_or_swapped_line_breaks_the_chain() throws IOException {
    ErasureLedger ledger = node();
    for (int i = 0; i < 3; i++) {
      append(ledger, buyers());
    }
    List<String> lines = Files.readAllLines(file());
    for (List<String> wrong :
        List.of(
            List.of(lines.get(0).replace("policy", "Policy"), lines.get(1), lines.get(2)),
            List.of(lines.get(0), lines.get(2)),
            List.of(lines.get(1), lines.get(0), lines.get(2)),
            List.of(lines.get(0), "{}", lines.get(2)),
            List.of(lines.get(0), "x", lines.get(2)))) {
      Files.write(file(), wrong);
      assertThatThrownBy(() -> node().extent()).isInstanceOf(ErasureLedger.Broken.class);
      assertThatThrownBy(() -> append(node(), buyers())).isInstanceOf(ErasureLedger.Broken.class);
    }
  }

  @Test
  void a_node_notices_a_ledger_that_was_cut_or_removed_under_it() throws IOException {
    ErasureLedger ledger = node();
    append(ledger, buyers());
    append(ledger, buyers());
    Files.write(file(), List.of(Files.readAllLines(file()).getFirst()));
    assertThatThrownBy(ledger::extent).isInstanceOf(ErasureLedger.Broken.class);
    Files.delete(file());
    assertThatThrownBy(ledger::extent).isInstanceOf(ErasureLedger.Broken.class);
    assertThatThrownBy(() -> append(ledger, buyers())).isInstanceOf(ErasureLedger.Broken.class);
  }

  @Test
  void a_line_that_cannot_be_written_is_an_error_and_no_line() throws IOException {
    Path taken = folder.resolve("taken");
    Files.writeString(taken, "a file where the folder should be");
    ErasureLedger ledger =
        new LedgerFile(taken, new Ids(Clock.fixed(NOON, ZoneOffset.UTC), new SecureRandom()));
    assertThatThrownBy(() -> append(ledger, buyers()))
        .isInstanceOf(ErasureLedger.Unavailable.class);
  }

  @Test
  void two_nodes_number_their_lines_without_gaps() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> nodes =
          java.util.Collections.nCopies(
              4,
              () -> {
                ErasureLedger node = node();
                for (int i = 0; i < 25; i++) {
                  append(node, buyers());
                }
                return true;
              });
      for (Future<Boolean> done : pool.invokeAll(nodes)) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(node().extent().length()).isEqualTo(100);
  }
}
