package org.lockkeeper.system;

/**
 * One of the two sellers of the demo.
 *
 * @param id as the product knows it
 * @param amazon the account at Amazon
 * @param sku something that this seller's shop sells and Amazon has plenty of
 * @param shopOnlySku something that the shop sells and Amazon does not know
 */
record Seller(
    String id,
    String login,
    String password,
    String shop,
    String amazon,
    String webhookUrl,
    String sku,
    String shopOnlySku) {

  @Override
  public String toString() {
    return "Seller[" + shop + "]";
  }
}
