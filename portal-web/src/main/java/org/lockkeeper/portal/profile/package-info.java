/**
 * Profile: how a person wants the pages to be.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.profile.Profile}. <b>Owns</b> the form. <b>Does
 * not own</b> the choice itself ({@link org.lockkeeper.compliance.access.Preferences}).
 *
 * <p><b>Needs</b> the signed-in account.
 */
@NullMarked
package org.lockkeeper.portal.profile;

import org.jspecify.annotations.NullMarked;
