/**
 * The offline verifier as one runnable jar: checks a certificate of deletion on a machine without a
 * network.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.verifier.Verifier}.
 *
 * <p><b>Owns</b> the command line, its words and its exit codes. <b>Does not own</b> what is
 * checked: that is in {@code org.lockkeeper.proof.certificate}, together with the web page that
 * makes the same checks.
 *
 * <p><b>Needs</b> the JDK and {@code domain/proof}, which it carries, and nothing else of the
 * product.
 */
@NullMarked
package org.lockkeeper.verifier;

import org.jspecify.annotations.NullMarked;
