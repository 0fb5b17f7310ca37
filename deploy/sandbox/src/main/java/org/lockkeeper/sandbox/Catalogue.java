package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the pretend shops sell, and what of it lies at Amazon when a seller's account is new. */
final class Catalogue {

  /**
   * @param stock units at Amazon at the beginning
   * @param shopOnly sold in the shop, unknown at Amazon
   */
  record Product(String sku, String title, String price, int stock, boolean shopOnly) {}

  private final Settings settings;
  private final List<List<Product>> shelves = new ArrayList<>();

  Catalogue(Settings settings) {
    this.settings = settings;
    for (JsonNode shelf : Json.resource("catalogue.json").path("shelves")) {
      List<Product> products = new ArrayList<>();
      for (JsonNode product : shelf.path("products")) {
        products.add(
            new Product(
                product.path("sku").asText(),
                product.path("title").asText(),
                product.path("price").asText(),
                product.path("stock").asInt(),
                product.path("shopOnly").asBoolean()));
      }
      shelves.add(List.copyOf(products));
    }
  }

  /** Everything on a shop's shelf: that of the Amazon account it ships from, else the first. */
  List<Product> soldIn(String shop) {
    for (Settings.Seller seller : settings.sellers()) {
      if (shop.equals(seller.shop())) {
        return shelfOf(seller.id());
      }
    }
    return shelves.getFirst();
  }

  /** What a seller keeps at Amazon. */
  List<Product> keptBy(String seller) {
    return shelfOf(seller).stream().filter(product -> !product.shopOnly()).toList();
  }

  Optional<Product> inShop(String shop, String sku) {
    return soldIn(shop).stream().filter(product -> product.sku().equals(sku)).findFirst();
  }

  private List<Product> shelfOf(String seller) {
    for (int n = 0; n < settings.sellers().size(); n++) {
      if (settings.sellers().get(n).id().equals(seller)) {
        return shelves.get(n % shelves.size());
      }
    }
    return shelves.getFirst();
  }
}
