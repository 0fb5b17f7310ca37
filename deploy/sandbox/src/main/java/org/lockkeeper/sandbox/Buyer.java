package org.lockkeeper.sandbox;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who an order goes to. All of them are invented; still, a buyer does not print itself. */
record Buyer(
    String firstName,
    String lastName,
    @Nullable String company,
    String address1,
    @Nullable String address2,
    @Nullable String city,
    @Nullable String province,
    @Nullable String provinceCode,
    String zip,
    @Nullable String country,
    String countryCode,
    @Nullable String phone,
    @Nullable String email) {

  /** Invented people at invented addresses; phones from the range kept for fiction. */
  static final List<Buyer> INVENTED =
      List.of(
          american(
              "Ada", "Lovelace", "12 St James Sq", "Apt 4", "Boise", "Idaho", "ID", "83702", 1),
          american(
              "Grace",
              "Hopper",
              "1906 Compiler Ln",
              null,
              "Arlington",
              "Virginia",
              "VA",
              "22201",
              2),
          american(
              "Katherine",
              "Johnson",
              "77 Orbit Way",
              null,
              "Hampton",
              "Virginia",
              "VA",
              "23669",
              3),
          american(
              "Edsger",
              "Dijkstra",
              "4 Shortest Path",
              "Unit 2",
              "Austin",
              "Texas",
              "TX",
              "78705",
              4),
          american(
              "Barbara",
              "Liskov",
              "38 Substitution St",
              null,
              "Cambridge",
              "Massachusetts",
              "MA",
              "02139",
              5),
          american(
              "Annie", "Easley", "600 Centaur Rd", null, "Cleveland", "Ohio", "OH", "44135", 6),
          american(
              "Alan",
              "Kay",
              "72 Message Blvd",
              "Floor 3",
              "Palo Alto",
              "California",
              "CA",
              "94301",
              7));

  static Buyer first() {
    return INVENTED.getFirst();
  }

  private static Buyer american(
      String firstName,
      String lastName,
      String address1,
      @Nullable String address2,
      String city,
      String province,
      String provinceCode,
      String zip,
      int number) {
    return new Buyer(
        firstName,
        lastName,
        null,
        address1,
        address2,
        city,
        province,
        provinceCode,
        zip,
        "United States",
        "US",
        "+120855501%02d".formatted(number),
        firstName.toLowerCase(Locale.ROOT) + "@example.com");
  }

  String name() {
    return (firstName + " " + lastName).strip();
  }

  @Override
  public String toString() {
    return "Buyer[withheld]";
  }
}
