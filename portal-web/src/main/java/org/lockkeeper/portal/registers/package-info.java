/**
 * The pages of the registers: all of them, one, an entry, and the taking in of findings.
 *
 * <p><b>Starts at</b> {@code /admin/registers}. <b>Owns</b> how entries look. <b>Does not own</b>
 * what may become of them nor which files are taken ({@code compliance.registers}).
 *
 * <p><b>Needs</b> the use cases of {@code compliance.registers}, and the names of our own people.
 */
@NullMarked
package org.lockkeeper.portal.registers;

import org.jspecify.annotations.NullMarked;
