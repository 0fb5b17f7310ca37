/**
 * Files that people bring: checked by what is in them before they are kept.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.registers.files.UploadCheck}, which anybody
 * may use who takes a file. <b>Owns</b> which types there are and what a sound one looks like.
 * <b>Does not own</b> what a file shows, nor the key that closes it ({@link
 * org.lockkeeper.compliance.secrets.KeptFiles}). Nothing is decoded, unpacked, run or shown: a
 * picture is measured by its header, and given back as a download alone (F42).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.registers.files.EvidenceFiles}.
 */
@NullMarked
package org.lockkeeper.compliance.registers.files;

import org.jspecify.annotations.NullMarked;
