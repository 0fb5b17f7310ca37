package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.cases.CaseReader;

/** Reads the cases of all sellers: ids over all of them, then each under its own seller. */
@ApplicationScoped
class DeletionCasesReader {

  private static final int LATEST = 50;

  private final CaseReader cases;
  private final SellerNames names;

  @Inject
  DeletionCasesReader(CaseReader cases, SellerNames names) {
    this.cases = cases;
    this.names = names;
  }

  /** A case with the name of its seller. */
  record Line(CaseReader.Read read, String seller) {}

  List<Line> latest() {
    return cases.register(LATEST).stream()
        .flatMap(of -> cases.one(of.seller(), of.id()).stream())
        .map(read -> new Line(read, names.of(read.it().seller())))
        .toList();
  }

  /** Names of sellers, each in a transaction of its own. */
  @ApplicationScoped
  static class SellerNames {

    private final Sellers sellers;

    @Inject
    SellerNames(Sellers sellers) {
      this.sellers = sellers;
    }

    @Transactional
    List<SellerId> find(String wanted, int most) {
      return sellers.find(wanted, most);
    }

    @Transactional
    String of(SellerId seller) {
      return sellers.name(seller).orElse(seller.toString());
    }
  }
}
