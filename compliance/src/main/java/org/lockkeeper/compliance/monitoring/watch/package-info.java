/**
 * The watch: counts what people, secrets and calls do, and asks the detectors.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.monitoring.watch.KeepWatch}, every minute on
 * one node. It reads the audit log in the order in which it is sealed and the call log by time,
 * from where it was the last time, so that each entry counts once whatever dies in between; nothing
 * of it is in the way of a request. <b>Owns</b> the counts: by five minutes for three days, by
 * hours for ten weeks, by days as long as logs are kept. <b>Does not own</b> the logs, nor what
 * becomes of a finding.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.monitoring.watch.WatchCounts}. What is counted
 * is ids and numbers; networks are kept as digests that mean nothing elsewhere.
 */
@NullMarked
package org.lockkeeper.compliance.monitoring.watch;

import org.jspecify.annotations.NullMarked;
