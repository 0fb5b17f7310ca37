/**
 * Findings of scanners, from SARIF 2.1.0 and from CSV, into the register of weaknesses (R-53,
 *
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.registers.imports.ImportFindings}: look
 * first, then take in. <b>Owns</b> how a file is read and what makes two findings the same. <b>Does
 * not own</b> deadlines nor entries. Of a file it takes numbers, names of rules and places; what
 * looks like a person's data or a secret in a message is left out of the register.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.registers.imports.WaitingImports}.
 */
@NullMarked
package org.lockkeeper.compliance.registers.imports;

import org.jspecify.annotations.NullMarked;
