package org.lockkeeper.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.kernel.SellerId;

/** A store that does not answer keeps nobody from seeing what the others hold. */
class SilentStoreTest {

  private static final SellerId SELLER = new SellerId(UUID.randomUUID());
  private static final Instant OLD = Instant.parse("2026-01-02T03:04:05Z");

  private static final StoreCatalogue STORES =
      new StoreCatalogue() {
        @Override
        public List<StoreEraser> erasers() {
          return List.of(new Store("orders", 3), new Store("secrets", -1), new Store("empty", 0));
        }

        @Override
        public List<StoreKeeper> keepers() {
          return List.of();
        }
      };

  /** A store with so many rows; with a negative number it does not answer. */
  private record Store(String store, long rows) implements StoreEraser {

    @Override
    public DataKind kind() {
      return DataKind.CREDENTIAL;
    }

    @Override
    public ErasureReport.Method method() {
      return ErasureReport.Method.ROWS_DELETED;
    }

    @Override
    public boolean concerns(CaseScope scope) {
      return true;
    }

    @Override
    public String query(CaseScope scope) {
      return "";
    }

    @Override
    public long held(SellerId seller, Extent extent) {
      if (rows < 0) {
        throw new Unanswered(store, new IllegalStateException("down"));
      }
      return rows;
    }

    @Override
    public Optional<Ages> ages(SellerId seller, Extent extent) {
      return Optional.of(new Ages(OLD, OLD));
    }

    @Override
    public Erased erase(SellerId seller, Extent extent, int limit) {
      throw new AssertionError("nothing is to be erased");
    }
  }

  @Test
  void a_preview_counts_the_others_and_names_the_store_that_is_silent() {
    PreviewDeletion.Preview preview =
        new PreviewDeletion(STORES, (seller, at) -> List.of(), Clock.fixed(OLD, ZoneOffset.UTC))
            .of(SELLER, new CaseScope.WholeSeller());

    assertThat(preview.rows()).isEqualTo(3);
    assertThat(preview.unanswered()).containsExactly("secrets");
  }

  @Test
  void what_is_held_lists_the_silent_store_without_a_number_and_leaves_the_empty_one_out() {
    assertThat(new TakeStock(STORES).of(SELLER))
        .containsExactly(
            new TakeStock.Held(
                "orders",
                DataKind.CREDENTIAL,
                OptionalLong.of(3),
                Optional.of(new StoreEraser.Ages(OLD, OLD)),
                List.of()),
            new TakeStock.Held(
                "secrets", DataKind.CREDENTIAL, OptionalLong.empty(), Optional.empty(), List.of()));
  }
}
