/**
 * SQS: the queue in which Amazon tells a new client secret of our application, the only way in
 * which it is told.
 *
 * <p><b>Starts at</b> {@code SecretQueueReader}, which works where {@code
 * lockkeeper.amazon.secret-queue} names a queue. <b>Owns</b> the reading and removing of messages.
 * <b>Does not own</b> what becomes of a secret (credentials.rotation).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.aws.AwsClients}.
 */
@NullMarked
package org.lockkeeper.integration.sqs;

import org.jspecify.annotations.NullMarked;
