package org.lockkeeper.integration.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.CheckpointStore.Put;
import org.lockkeeper.compliance.audit.Published;

class FolderCheckpointStoreTest {

  private static final String NAME = "000001/checkpoint/0000000000001234567";

  @TempDir Path folder;

  private CheckpointStore store() {
    return new FolderCheckpointStore(folder.resolve("checkpoints"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void what_is_put_is_there_for_every_node() throws IOException {
    assertThat(store().get(NAME)).isEmpty();
    assertThat(store().put(NAME, "Zürich\n")).isEqualTo(Put.STORED);
    assertThat(store().get(NAME)).contains("Zürich\n");
    assertThat(files()).hasSize(1);
  }

  @Test
  void nothing_is_ever_written_over() throws IOException {
    store().put(NAME, "first");
    assertThat(store().put(NAME, "first")).isEqualTo(Put.THERE);
    assertThat(store().put(NAME, "second")).isEqualTo(Put.TAKEN);
    assertThat(store().put(NAME, "")).isEqualTo(Put.TAKEN);
    assertThat(store().get(NAME)).contains("first");
    assertThat(files()).as("nothing is left beside it").hasSize(1);
  }

  @Test
  void of_many_who_put_at_once_one_has_the_name_and_the_others_are_told() throws Exception {
    List<Callable<Put>> all = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String text = "node " + i;
      all.add(() -> store().put(NAME, text));
    }
    List<Put> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Put> one : threads.invokeAll(all)) {
        outcomes.add(one.get());
      }
    }
    assertThat(outcomes).containsOnly(Put.STORED, Put.TAKEN).containsOnlyOnce(Put.STORED);
    assertThat(store().get(NAME)).contains("node " + outcomes.indexOf(Put.STORED));
    assertThat(files()).hasSize(1);
  }

  @Test
  void what_a_crash_left_half_written_is_neither_told_nor_in_the_way() throws IOException {
    store().put(NAME, "whole");
    Files.writeString(files().getFirst().resolveSibling("c0ffee.writing"), "hal");
    String next = Published.name("000001/checkpoint/", 1_234_568);
    assertThat(store().get(next)).isEmpty();
    assertThat(store().names("000001/checkpoint/", "", 10)).containsExactly(NAME);
    assertThat(store().put(next, "next")).isEqualTo(Put.STORED);
    assertThat(store().names("000001/checkpoint/", "", 10)).containsExactly(NAME, next);
  }

  @Test
  void names_come_in_the_order_of_their_sizes_and_page_by_page() {
    List<String> names =
        Stream.of(1L, 9L, 10L, 999L, 1000L, 1001L, 999_999L, 1_000_000L, Long.MAX_VALUE)
            .map(size -> Published.name("000002/checkpoint/", size))
            .toList();
    List.of(4, 8, 0, 7, 2, 6, 1, 5, 3).forEach(i -> store().put(names.get(i), "x"));
    store().put("keys/0badcafe", "key");
    store().put(Published.name("000003/checkpoint/", 5), "another epoch's");
    List<String> found = new ArrayList<>();
    String after = "";
    for (List<String> page = store().names("000002/checkpoint/", after, 2);
        !page.isEmpty();
        page = store().names("000002/checkpoint/", after, 2)) {
      found.addAll(page);
      after = page.getLast();
    }
    assertThat(found).isEqualTo(names);
    assertThat(store().names("keys/", "", 9)).containsExactly("keys/0badcafe");
    assertThat(store().names("000009/checkpoint/", "", 9)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one", "../keys/x", "a/../b", "a/B", "a//b", "/a/b", "a/b/", "a/b c"})
  void a_name_that_could_lead_out_of_the_folder_is_none(String name) {
    assertThatThrownBy(() -> store().put(name, "x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().get(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_folder_that_cannot_be_written_is_told_as_an_outage() throws IOException {
    Files.writeString(folder.resolve("checkpoints"), "a file, not a folder");
    assertThatThrownBy(() -> store().put(NAME, "x"))
        .isInstanceOf(CheckpointStore.Unavailable.class);
    assertThatThrownBy(() -> store().get(NAME)).isInstanceOf(CheckpointStore.Unavailable.class);
  }
}
