package org.lockkeeper.portal.notices;

import org.lockkeeper.compliance.notices.Notice;

/** On which page what a notice tells of is listed. */
final class WhereToLook {

  private WhereToLook() {}

  /** The page's address. */
  static String page(Notice.Kind kind) {
    return switch (kind) {
      case CONSENT_ENDS,
          TOKEN_ENDS,
          LAPSED_REFUSED,
          LAPSED_EXPIRED,
          LAPSED_RENEWAL_LOST,
          LAPSED_SECRET_LOST,
          LAPSED_SUSPECTED,
          CONSENT_WANTED ->
          "/seller/channels";
      case SECRET_ENDS, SECRET_WANTED -> "/admin/credentials-room";
      case CIPHERTEXT_MISMATCH, COHORT_NOT_EMPTY, COHORT_KEY_LOST -> "/admin/keys";
      case DELETION_LATE, CERTIFICATE_WAITS -> "/admin/deletion-cases";
      case BUYERS_GO -> "/seller/retention";
      case STRIP_LATE, CLOCK_STEPPED -> "/admin/retention";
      case HOLD_ENDS -> "/admin/retention-policy";
      case TRAINING_DUE, TRAINING_OVERDUE, LEAVER_LATE -> "/admin/users";
      case AUDIT_ENDS -> "/admin/evidence-pack";
      case REVIEW_DUE, REVIEW_OPEN, REVIEW_SPARED -> "/admin/access-reviews";
      case SERVICE_DUE -> "/admin/service-accounts";
      case DESK_LIMIT, REVEALS_WANTED -> "/admin/support-oversight";
      case ALERT_RAISED -> "/admin/alerts";
      case CLOCK_DUE, WORK_GIVEN_UP -> "/admin/control-room";
      case DRILL_MISSED -> "/admin/drills";
      case PLAN_LOOK -> "/admin/incident-plan";
      case CONTACT_SILENT, INCIDENT_SUSPECTED -> "/admin/incidents";
      case REGISTER_DUE, EVIDENCE_ENDS, CHANGE_FOLLOW_UP -> "/admin/registers";
      case INCIDENT_NOTICE -> "/seller/incidents";
      case PAGES_VIEWED -> "/seller/my-log";
      case REQUEST_APPROVED, REQUEST_ASKED, REQUEST_DENIED -> "/seller/privacy";
    };
  }
}
