/**
 * Texts: everything the pages say, in the reader's language, and times in the reader's words.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.texts.Texts}. <b>Owns</b> how times, ages and
 * retention clocks are worded and drawn. <b>Does not own</b> the dates themselves (retention).
 *
 * <p><b>Needs</b> the bundles in {@code i18n} and the product's clock.
 */
@NullMarked
package org.lockkeeper.portal.texts;

import org.jspecify.annotations.NullMarked;
