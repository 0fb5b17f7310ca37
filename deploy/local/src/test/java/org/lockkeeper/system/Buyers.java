package org.lockkeeper.system;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Invented people, in the words of the control desk. */
final class Buyers {

  private Buyers() {}

  /** The buyer of every test that needs only one. */
  static ObjectNode ada() {
    return person(
        "Ada", "Lovelace", "12 St James Sq", "Apt 4", "Boise", "Idaho", "ID", "83702", "+12085550101",
        "ada@example.com");
  }

  static ObjectNode person(
      String firstName,
      String lastName,
      String address1,
      String address2,
      String city,
      String province,
      String provinceCode,
      String zip,
      String phone,
      String email) {
    return Outside.json()
        .put("firstName", firstName)
        .put("lastName", lastName)
        .put("address1", address1)
        .put("address2", address2)
        .put("city", city)
        .put("province", province)
        .put("provinceCode", provinceCode)
        .put("zip", zip)
        .put("country", "United States")
        .put("countryCode", "US")
        .put("phone", phone)
        .put("email", email);
  }
}
