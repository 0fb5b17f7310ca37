/**
 * Mail: hands what people have to know over to a server that delivers it.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.integration.mail.SmtpPostman}. <b>Owns</b> the
 * connection and its encryption. <b>Does not own</b> what is said, to whom, nor how often it is
 * tried.
 *
 * <p><b>Needs</b> the settings {@code lockkeeper.mail.*}.
 */
@NullMarked
package org.lockkeeper.integration.mail;

import org.jspecify.annotations.NullMarked;
