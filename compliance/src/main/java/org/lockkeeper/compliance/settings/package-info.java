/**
 * Settings in force: the few figures, lists and words that people change while the product runs,
 * always tighter than the dated policies or none of their business.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.settings.SettingsInForce}. <b>Owns</b> what
 * settings there are. <b>Does not own</b> what may be chosen and who agrees ({@code .change}), nor
 * the policies: whoever reads a setting takes the tighter of the two.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.settings.SettingBook}.
 */
@NullMarked
package org.lockkeeper.compliance.settings;

import org.jspecify.annotations.NullMarked;
