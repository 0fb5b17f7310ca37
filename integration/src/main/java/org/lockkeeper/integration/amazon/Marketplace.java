package org.lockkeeper.integration.amazon;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Amazon's marketplaces: the region that serves each, where its sellers sign in, and its id
 * (Selling Partner API, marketplace identifiers).
 */
enum Marketplace {
  US(Region.NA, "sellercentral.amazon.com", "ATVPDKIKX0DER"),
  CA(Region.NA, "sellercentral.amazon.ca", "A2EUQ1WTGCTBG2"),
  MX(Region.NA, "sellercentral.amazon.com.mx", "A1AM78C64UM0Y8"),
  BR(Region.NA, "sellercentral.amazon.com.br", "A2Q3Y263D00KWC"),
  GB(Region.EU, "sellercentral.amazon.co.uk", "A1F83G8C2ARO7P"),
  DE(Region.EU, "sellercentral.amazon.de", "A1PA6795UKMFR9"),
  FR(Region.EU, "sellercentral.amazon.fr", "A13V1IB3VIYZZH"),
  IT(Region.EU, "sellercentral.amazon.it", "APJ6JRA9NG5V4"),
  ES(Region.EU, "sellercentral.amazon.es", "A1RKKUPIHCS9HS"),
  NL(Region.EU, "sellercentral.amazon.nl", "A1805IZSGTT6HS"),
  SE(Region.EU, "sellercentral.amazon.se", "A2NODRKZP88ZB9"),
  PL(Region.EU, "sellercentral.amazon.pl", "A1C3SOZRARQ6R3"),
  BE(Region.EU, "sellercentral.amazon.com.be", "AMEN7PMS3EDWL"),
  IE(Region.EU, "sellercentral.amazon.ie", "A28R8C7NBKEWEA"),
  TR(Region.EU, "sellercentral.amazon.com.tr", "A33AVAJ2PDY3EV"),
  AE(Region.EU, "sellercentral.amazon.ae", "A2VIGQ35RCS4UG"),
  SA(Region.EU, "sellercentral.amazon.sa", "A17E79C6D8DWNP"),
  EG(Region.EU, "sellercentral.amazon.eg", "ARBP9OOSHTCHU"),
  IN(Region.EU, "sellercentral.amazon.in", "A21TJRUUN4KGV"),
  ZA(Region.EU, "sellercentral.amazon.co.za", "AE08WJ6YKNBMC"),
  JP(Region.FE, "sellercentral.amazon.co.jp", "A1VC38T7YXB528"),
  AU(Region.FE, "sellercentral.amazon.com.au", "A39IBJ37TRP1C6"),
  SG(Region.FE, "sellercentral.amazon.sg", "A19VAU5U5O7RUS");

  /** Three of Amazon's houses; a consent is for one of them. */
  enum Region {
    NA("na"),
    EU("eu"),
    FE("fe");

    private final String word;

    Region(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private final Region region;
  private final String central;
  private final String id;

  Marketplace(Region region, String central, String id) {
    this.region = region;
    this.central = central;
    this.id = id;
  }

  Region region() {
    return region;
  }

  /** The host at which its sellers sign in. */
  String central() {
    return central;
  }

  String id() {
    return id;
  }

  static List<String> countries() {
    return Arrays.stream(values()).map(Marketplace::name).toList();
  }

  static Optional<Marketplace> of(String country) {
    return Arrays.stream(values()).filter(m -> m.name().equals(country)).findFirst();
  }
}
