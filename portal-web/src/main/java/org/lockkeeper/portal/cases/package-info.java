/**
 * Deletion cases as sellers and admins see them.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.cases.CaseReader}. <b>Owns</b> the words and
 * figures of a case. <b>Does not own</b> any rule of it (retention does).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.retention.DeletionCases}.
 */
@NullMarked
package org.lockkeeper.portal.cases;

import org.jspecify.annotations.NullMarked;
