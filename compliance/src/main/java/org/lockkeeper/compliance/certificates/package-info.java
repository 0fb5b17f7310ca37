/**
 * Certificates: what a seller can show and check when data is gone.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.certificates.IssueCertificate}, once a
 * deletion case has proved zero, and again once no backup can be read.
 *
 * <p><b>Owns</b> a certificate's content in its canonical form, its issues, the ZIP and the PDF in
 * which it is handed out, and the links by which it still is when the account is closed. <b>Does
 * not own</b> the erasure (the deletion case), the seal of the audit log, nor how a certificate is
 * checked: that is in {@code org.lockkeeper.proof}, which others have as well.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.certificates.Certificates}, a signer, the
 * reports of the cases, and the sealed log.
 */
@NullMarked
package org.lockkeeper.compliance.certificates;

import org.jspecify.annotations.NullMarked;
