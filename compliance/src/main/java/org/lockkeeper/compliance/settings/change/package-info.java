/**
 * Changes of settings: one admin proposes, another one agrees, and every step stays.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.settings.change.ChangeSettings}. <b>Owns</b>
 * what may be chosen (never looser than a policy), and the history. <b>Does not own</b> where a
 * setting takes effect. It also reads out the dated policies in force, for people who want to see
 * them.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.settings.change.SettingChanges}.
 */
@NullMarked
package org.lockkeeper.compliance.settings.change;

import org.jspecify.annotations.NullMarked;
