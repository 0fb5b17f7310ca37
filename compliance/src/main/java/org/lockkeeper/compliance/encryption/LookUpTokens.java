package org.lockkeeper.compliance.encryption;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * The blind index: tokens by which an order is found again without its recipient standing in clear.
 * A token is shared by several orders on purpose. All calls run in the caller's transaction.
 */
public interface LookUpTokens {

  /** What a token was made from. Stored by its name. */
  enum Field {
    /** The whole e-mail address. */
    EMAIL,
    /** The whole phone number with its country code. */
    PHONE,
    /** The last seven digits of the phone number. */
    PHONE_TAIL,
    /** One word of the name together with the post code, or with the city where there is none. */
    NAME_AT_PLACE
  }

  /**
   * One token.
   *
   * @param value 0 to 2^30 - 1; as few bits as the seller's key of that cohort says
   */
  record Token(Field field, int value) {}

  /**
   * Removes all tokens of the order, in whichever cohort, and adds these under {@code cohort}. The
   * list has no doubles, and is empty if there is nothing to look up by.
   */
  void replaceAll(SellerId seller, OrderId order, Cohort cohort, List<Token> tokens);

  /**
   * The seller's orders that have this token in this cohort, ascending by order id.
   *
   * @param limit at most so many, 1 to 10 000
   */
  List<OrderId> candidates(SellerId seller, Cohort cohort, Token token, int limit);

  /** A token in one cohort. */
  record Place(Cohort cohort, Token token) {}

  /**
   * The seller's orders that have one of these tokens in its cohort, in the order of the places and
   * within one ascending by order id; an order that is at two places comes twice.
   *
   * @param limit at most so many, 1 to 10 000
   */
  default List<OrderId> candidates(SellerId seller, List<Place> places, int limit) {
    List<OrderId> found = new ArrayList<>();
    for (Place place : places) {
      if (found.size() < limit) {
        found.addAll(candidates(seller, place.cohort(), place.token(), limit - found.size()));
      }
    }
    return found;
  }

  /**
   * Deletes all tokens of these orders.
   *
   * @return how many rows were deleted
   */
  int delete(SellerId seller, Collection<OrderId> orders);
}
