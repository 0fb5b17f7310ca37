package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.kernel.SellerId;

/**
 * A seller chosen by typing: a part of the name finds at most a screenful, of however many there
 * are. What is chosen says name and id, because names may be alike.
 */
@Named
@ApplicationScoped
public class SellerChoice {

  private static final int MOST = 20;
  private static final String BETWEEN = " \u00b7 ";

  private final DeletionCasesReader.SellerNames names;

  @Inject
  SellerChoice(DeletionCasesReader.SellerNames names) {
    this.names = names;
  }

  /** What fits to what was typed. */
  public List<String> fitting(String typed) {
    return names.find(typed.strip(), MOST).stream().map(id -> names.of(id) + BETWEEN + id).toList();
  }

  /** The seller of a choice, if it is still there. */
  Optional<SellerId> of(@Nullable String chosen) {
    if (chosen == null) {
      return Optional.empty();
    }
    int at = chosen.lastIndexOf(BETWEEN);
    try {
      SellerId id = SellerId.of(at < 0 ? chosen.strip() : chosen.substring(at + BETWEEN.length()));
      return Optional.of(id).filter(known -> !names.find(known.toString(), 1).isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
