package org.lockkeeper.compliance.desk;

import java.util.List;
import org.lockkeeper.kernel.SellerId;

/** What was said to wishes of buyers. Works in the caller's transaction. */
public interface PrivacyDecisions {

  void add(PrivacyDecision decision);

  /** Of one seller, the latest first. */
  List<PrivacyDecision> all(SellerId seller);
}
