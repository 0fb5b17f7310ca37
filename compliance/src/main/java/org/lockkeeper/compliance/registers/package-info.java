/**
 * Registers: assets, weaknesses, scans, penetration tests, sub-processors, risks, changes,
 * documents and registration data, each with an owner, a day, a history and files that show it
 * (R-03, R-04, R-23, R-25, R-41, R-42, R-53 to R-56, R-61, R-63).
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.registers.KeepRegister}; files come by
 * {@link org.lockkeeper.compliance.registers.KeepEvidence}. <b>Owns</b> the entries, what may
 * become of them ({@link org.lockkeeper.compliance.registers.Move}), and the dated policy {@code
 * registers-…}. What is read of them elsewhere goes through {@link
 * org.lockkeeper.compliance.registers.RegisterProof} and {@link
 * org.lockkeeper.compliance.registers.RegisterDates}. <b>Does not own</b> trainings (they are of
 * people) nor how often a whole register is due (clocks).
 *
 * <p>Entries are of the platform and have no personal data but ids of our own accounts: what people
 * write is refused if it looks like a buyer or a secret. They are books and records and stay
 * (R-57).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.registers.Registers}, {@link
 * org.lockkeeper.compliance.registers.files.EvidenceFiles} and {@link
 * org.lockkeeper.compliance.secrets.KeptFiles}.
 */
@NullMarked
package org.lockkeeper.compliance.registers;

import org.jspecify.annotations.NullMarked;
