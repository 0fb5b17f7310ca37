/**
 * Profile: how a person wants the pages to be, and the own second factors.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.profile.Profile} and {@link
 * org.lockkeeper.portal.profile.FactorsPage}. <b>Owns</b> the forms. <b>Does not own</b> the choice
 * itself ({@link org.lockkeeper.compliance.access.Preferences}) nor the factors ({@link
 * org.lockkeeper.compliance.access.factors.KeepFactors}).
 *
 * <p><b>Needs</b> the signed-in account.
 */
@NullMarked
package org.lockkeeper.portal.profile;

import org.jspecify.annotations.NullMarked;
