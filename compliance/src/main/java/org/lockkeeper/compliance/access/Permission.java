package org.lockkeeper.compliance.access;

/** One thing that a role may do; the dated access policy says which role. */
public enum Permission {
  /** Own zone, language, colours, second factors and sessions. */
  PROFILE,
  /** The orders of the own seller, masked. */
  ORDERS_READ,
  /** Retry, cancel and annotate orders. */
  ORDERS_WORK,
  /** Take a list of orders away as a file. */
  ORDERS_EXPORT,
  /** Which channels and Amazon account are connected. */
  CHANNELS_READ,
  /** Connect, pause and disconnect. */
  CHANNELS_WORK,
  /** What is held, who looked, certificates, the own log. */
  PRIVACY_READ,
  /** Shorten the span, forget a buyer, leave. */
  PRIVACY_WORK,
  /** People, networks and sessions of the own seller. */
  TEAM_WORK,
  /** See one field of one buyer in clear, with a reason. */
  BUYERS_REVEAL,
  /** The support desk, for the sellers that one is assigned to. */
  DESK_WORK,
  /** Add to the budget of somebody at the desk, read what was reported there as suspected. */
  DESK_OVERSEE,
  /** Strips to come, deletion cases, backups. */
  RETENTION_READ,
  /** Holds, second voices on cases, the policy. */
  RETENTION_WORK,
  /** Where credentials stand. */
  CREDENTIALS_READ,
  /** Rotate, revoke, break glass. */
  CREDENTIALS_WORK,
  /** Keys and what hangs on them. */
  KEYS_READ,
  /** Destroy a key, with another person. */
  KEYS_WORK,
  /** Calls to outside APIs. */
  CALLS_READ,
  /** What the watch found unusual. */
  ALERTS_READ,
  /** Explain alerts, hold people back, open incidents. */
  ALERTS_WORK,
  /** Every promised clock and how it stands. */
  CLOCKS_READ,
  /** Say that a duty was done. */
  CLOCKS_WORK,
  /** Controls, their proofs and evidence packs. */
  CONTROLS_READ,
  /** Plan, attest, have packs made, let auditors in. */
  CONTROLS_WORK,
  /** The audit log. */
  AUDIT_READ,
  /** Take the audit log away as a file, begin an epoch. */
  AUDIT_WORK,
  /** Who has access to what. */
  PEOPLE_READ,
  /** Grant, change and end access. */
  PEOPLE_WORK,
  /** Access reviews and their results. */
  REVIEWS_READ,
  /** Open reviews and decide. */
  REVIEWS_WORK,
  /** Allowed networks and live sessions of all. */
  NETWORKS_READ,
  /** Change allowed networks, end sessions of others. */
  NETWORKS_WORK,
  /** The registers, with their files. */
  REGISTERS_READ,
  /** Enter, decide and import in the registers. */
  REGISTERS_WORK,
  /** Say that something may have gone wrong; everybody may. */
  INCIDENT_REPORT,
  /** Incidents, with what shows them. */
  INCIDENTS_READ,
  /** Work on incidents, run drills, name who is to be reached. */
  INCIDENTS_WORK,
  /** The incident plan. */
  PLAN_READ,
  /** Policies in force and settings; no secret. */
  SETTINGS_READ,
  /** Propose changes of settings, and agree to those of others. */
  SETTINGS_WORK
}
