package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditRecords.ActorKind;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.log.LogFilter;
import org.lockkeeper.portal.log.LogReader;
import org.lockkeeper.portal.log.LogSpan;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.TakeStock;

/** Reads what is held of a seller, what goes next, and who looked. */
@ApplicationScoped
class PrivacyReader {

  static final int DAYS = 30;

  private final TakeStock stock;
  private final BuyerRetentions retentions;
  private final LogReader log;

  @Inject
  PrivacyReader(TakeStock stock, BuyerRetentions retentions, LogReader log) {
    this.stock = stock;
    this.retentions = retentions;
    this.log = log;
  }

  /** What is held, store by store. */
  @Transactional
  List<TakeStock.Held> held(SellerId seller) {
    return stock.of(seller);
  }

  /** The coming ends by day, today first. */
  @Transactional
  List<BuyerRetentions.DayCount> ends(SellerId seller, Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    return retentions.forecast(seller, today, DAYS);
  }

  /** The list of people who looked, as the log's page shows it. */
  static LogFilter looks() {
    return LogFilter.all(MyLog.PAGE)
        .over(LogSpan.ALL)
        .by(Optional.of(ActorKind.PERSON))
        .about(Optional.of(AuditTopic.LOOKS));
  }

  /** People who looked, the latest first. */
  LogReader.Page looks(SellerId seller, Instant now) {
    return log.page(Optional.of(seller), looks(), now);
  }
}
