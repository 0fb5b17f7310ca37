/**
 * Log: how entries of the audit log are chosen and told on pages.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.log.LogReader} and {@link
 * org.lockkeeper.portal.log.LogWords}.
 *
 * <p><b>Owns</b> the filter in a page's address and the words for actions, actors and objects.
 * <b>Does not own</b> the log, nor who may read which part of it: the pages of admins read all
 * sellers, the pages of a seller the own.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.evidence.ReadAuditLog}.
 */
@NullMarked
package org.lockkeeper.portal.log;

import org.jspecify.annotations.NullMarked;
