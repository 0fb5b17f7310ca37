/**
 * Exports in words, for the pages of sellers and of those who watch over them.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.exports.ExportWords}. <b>Owns</b> the words for
 * reasons and states. <b>Does not own</b> the pages, nor the exports ({@link
 * org.lockkeeper.compliance.exports}). <b>Needs</b> {@link org.lockkeeper.portal.texts.Texts}.
 */
@NullMarked
package org.lockkeeper.portal.exports;

import org.jspecify.annotations.NullMarked;
