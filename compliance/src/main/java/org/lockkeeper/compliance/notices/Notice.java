package org.lockkeeper.compliance.notices;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * Something that the people of one seller, or ours, have to know.
 *
 * @param seller whose people; {@link SellerId#PLATFORM} for admins
 * @param subject what it is about, as {@code kind:id}
 * @param platform the platform concerned
 * @param label what the seller calls the account; the platform again for an application
 * @param endsAt what is warned of; for what has happened, when it did
 * @param daysBefore which of the warnings it is; 0 for what has happened
 */
public record Notice(
    SellerId seller,
    UUID id,
    Kind kind,
    String subject,
    String platform,
    String label,
    Instant endsAt,
    int daysBefore,
    Instant raisedAt,
    Optional<Instant> dismissedAt) {

  /** What it says. */
  public enum Kind {
    /** The seller's consent has to be renewed. */
    CONSENT_ENDS,
    /** The lasting token ends. */
    TOKEN_ENDS,
    /** A secret of our own application ends. */
    SECRET_ENDS,
    /** The platform says that the grant is gone. */
    LAPSED_REFUSED,
    /** The time of the grant was over. */
    LAPSED_EXPIRED,
    /** A renewal was cut off. */
    LAPSED_RENEWAL_LOST,
    /** The secret is missing or does not open. */
    LAPSED_SECRET_LOST,
    /** We ended it because somebody else may know the secret. */
    LAPSED_SUSPECTED,
    /** The seller should authorise again, so that the secret is replaced. */
    CONSENT_WANTED,
    /** An admin should enter a new application secret. */
    SECRET_WANTED,
    /** What is stored of some buyers is not what the audit log says was written. */
    CIPHERTEXT_MISMATCH,
    /** A deletion case comes near its due instant and is not done. */
    DELETION_LATE,
    /** A certificate of deletion waits, because a store still holds something. */
    CERTIFICATE_WAITS,
    /** Work of one kind failed too often and waits for an admin. */
    WORK_GIVEN_UP,
    /** Buyers go although a claim could still be made or no delivery is known. */
    BUYERS_GO,
    /** Buyers whose end has come are still here. */
    STRIP_LATE,
    /** The clock stepped, and nothing is stripped before somebody says that it is right. */
    CLOCK_STEPPED,
    /** A legal hold ends. */
    HOLD_ENDS,
    /** A cohort is past its end and orders still live in it. */
    COHORT_NOT_EMPTY,
    /** Orders live in a cohort whose key the custodian does not give. */
    COHORT_KEY_LOST,
    /** The training of one of ours ends. */
    TRAINING_DUE,
    /** One of ours is held back until a training is recorded. */
    TRAINING_OVERDUE,
    /** The access of an auditor ends by itself. */
    AUDIT_ENDS,
    /** The next access review is near, or late. */
    REVIEW_DUE,
    /** An open access review waits for decisions. */
    REVIEW_OPEN,
    /** A review would have removed the last account that can let people in; it stays. */
    REVIEW_SPARED,
    /** Somebody who left is not done with. */
    LEAVER_LATE,
    /** A service account has to be looked at again, or nobody answers for it. */
    SERVICE_DUE,
    /** Somebody met a limit of the support desk. */
    DESK_LIMIT,
    /** Somebody at the desk asks to see more than the day's budget has. */
    REVEALS_WANTED,
    /** The watch found something unusual. */
    ALERT_RAISED,
    /** A duty that comes back is due. */
    CLOCK_DUE,
    /** A planned drill did not begin in time. */
    DRILL_MISSED,
    /** Something happened after which the incident plan has to be looked at. */
    PLAN_LOOK,
    /** Neither the incident contact nor the deputy answered the test. */
    CONTACT_SILENT,
    /** Entries of a register are due. */
    REGISTER_DUE,
    /** Files that show something expire. */
    EVIDENCE_ENDS,
    /** A big change was made: the plan is to be reviewed and a scan made. */
    CHANGE_FOLLOW_UP,
    /** Somebody reported a suspected incident. */
    INCIDENT_SUSPECTED,
    /** A seller is told of an incident that concerns its data. */
    INCIDENT_NOTICE,
    /** Somebody at the desk sees the seller's pages, read only. */
    PAGES_VIEWED,
    /** The desk says that a buyer's wish to know may be answered. */
    REQUEST_APPROVED,
    /** The desk says that the buyer has to be asked something first. */
    REQUEST_ASKED,
    /** The desk denied a buyer's wish to know. */
    REQUEST_DENIED;

    /** Whether each of the kind is read and put away by itself: none goes with another. */
    public boolean standsAlone() {
      return switch (this) {
        case LAPSED_REFUSED,
            LAPSED_EXPIRED,
            LAPSED_RENEWAL_LOST,
            LAPSED_SECRET_LOST,
            LAPSED_SUSPECTED,
            CIPHERTEXT_MISMATCH,
            COHORT_KEY_LOST,
            INCIDENT_SUSPECTED,
            INCIDENT_NOTICE ->
            true;
        default -> false;
      };
    }
  }
}
