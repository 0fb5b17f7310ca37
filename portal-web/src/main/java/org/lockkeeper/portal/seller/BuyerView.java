package org.lockkeeper.portal.seller;

import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * How a buyer is drawn.
 *
 * @param look a style class
 * @param icon the PrimeIcons class
 * @param words what is shown
 * @param help what it means, in a sentence
 * @param gone whether the data was stripped, so that there is a proof
 */
@PersonalData
public record BuyerView(String look, String icon, String words, String help, boolean gone) {

  /** In the reader's words. */
  public static BuyerView of(Buyer buyer, Texts texts, Times times) {
    return switch (buyer) {
      case Buyer.Masked masked ->
          new BuyerView(
              "plain", "pi-lock", masked.text(), texts.get("seller.orders.help.masked"), false);
      case Buyer.Stripped stripped ->
          new BuyerView(
              "gone",
              "pi-eraser",
              texts.with("common.clock.gone", times.day(stripped.at())),
              texts.with("seller.orders.help.stripped", times.exact(stripped.at())),
              true);
      case Buyer.Withheld withheld ->
          new BuyerView(
              "missing",
              "pi-minus-circle",
              texts.get("seller.orders.message.withheld"),
              texts.get("seller.orders.help.withheld"),
              false);
      case Buyer.Unavailable unavailable ->
          new BuyerView(
              "alarm",
              "pi-exclamation-triangle",
              texts.get("seller.orders.message.unavailable"),
              texts.get("seller.orders.help.unavailable"),
              false);
      case Buyer.NotReadable notReadable ->
          new BuyerView(
              "missing",
              "pi-clock",
              texts.get("seller.orders.message.not-readable"),
              texts.get("seller.orders.help.not-readable"),
              false);
    };
  }

  /** Says that something is here, and nothing of what it is. */
  @Override
  public String toString() {
    return "BuyerView[withheld]";
  }
}
