package org.lockkeeper.portal.texts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.lockkeeper.compliance.disposal.StoreWords;

/** What stores hold, and why something stays, in the reader's language. */
@Named("stores")
@RequestScoped
public class StoreTexts {

  private final StoreWords words;

  @Inject
  public StoreTexts(Texts texts) {
    this.words = new StoreWords(texts.locale());
  }

  /** A store by its own name. */
  public String name(String store) {
    return words.store(store);
  }

  /** A field of a store by its own name. */
  public String field(String field) {
    return words.field(field);
  }

  /** A kind of data. */
  public String kind(Enum<?> kind) {
    return words.kind(kind.name());
  }

  /** Why something stays. */
  public String reason(String reason) {
    return words.reason(reason);
  }
}
