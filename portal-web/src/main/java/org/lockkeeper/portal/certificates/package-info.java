/**
 * Certificates for people without an account: the public page on which the code of a link becomes a
 * certificate, and the address at which the public keys are.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.certificates.CertificatePage} and {@link
 * org.lockkeeper.portal.certificates.KeysDoor}.
 *
 * <p><b>Owns</b> what such a visitor is shown. <b>Does not own</b> who is let in with which code,
 * nor the certificates: {@code org.lockkeeper.compliance.certificates} does. The seller's own page
 * is with the seller's pages.
 *
 * <p><b>Needs</b> the use cases of that package.
 */
@NullMarked
package org.lockkeeper.portal.certificates;

import org.jspecify.annotations.NullMarked;
