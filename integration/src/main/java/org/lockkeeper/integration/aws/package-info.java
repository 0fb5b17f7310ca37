/**
 * AWS: the one way in which adapters build clients of Amazon's SDK.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.integration.aws.AwsClients}. <b>Owns</b> how long a
 * call may take, how often it is repeated, where it goes and in whose name. <b>Does not own</b>
 * what is said: each service has its adapter ({@code kms}, {@code secretsmanager}, {@code sqs}).
 *
 * <p><b>Needs</b> credentials as Amazon's SDK finds them (a role of the machine, or the
 * environment), and {@code lockkeeper.aws.endpoint} only where a stand-in answers.
 */
@NullMarked
package org.lockkeeper.integration.aws;

import org.jspecify.annotations.NullMarked;
