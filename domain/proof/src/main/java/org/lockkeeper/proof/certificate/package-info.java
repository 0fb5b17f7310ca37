/**
 * Certificates of deletion, as anybody can check them without us: what is in the ZIP, and every
 * line that has to hold.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.proof.certificate.CertificateCheck}.
 *
 * <p><b>Owns</b> the names and forms of the files, the tree over the salted ids of the orders, and
 * the checks. <b>Does not own</b> how a certificate comes about, nor how a ZIP is read or a result
 * shown: the offline verifier does that.
 *
 * <p><b>Needs</b> {@code org.lockkeeper.proof} for the log's formats and {@code
 * org.lockkeeper.proof.jose} for signed documents.
 */
@NullMarked
package org.lockkeeper.proof.certificate;

import org.jspecify.annotations.NullMarked;
