/**
 * Notices: what people have to know in time, on their pages and by mail, each exactly once.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.notices.RaiseNotices}. <b>Owns</b> what is
 * said, to whom, and that it is said once. <b>Does not own</b> the ends it warns of (credentials)
 * nor how mail travels ({@link org.lockkeeper.compliance.notices.Postman}).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.notices.Notices}, the accounts and a postman.
 */
@NullMarked
package org.lockkeeper.compliance.notices;

import org.jspecify.annotations.NullMarked;
