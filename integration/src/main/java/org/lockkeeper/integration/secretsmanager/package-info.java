/**
 * Secrets Manager: one JSON secret for each seller and connection, and one for each application
 * secret, in Amazon's secret service.
 *
 * <p><b>Starts at</b> {@code SecretsManagerStore}, chosen by {@code
 * lockkeeper.secret.store=secretsmanager}. <b>Owns</b> names, tags and labels there. <b>Does not
 * own</b> who may read and when a secret is renewed (compliance.secrets, credentials); short-lived
 * access tokens never come here.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.aws.AwsClients}.
 */
@NullMarked
package org.lockkeeper.integration.secretsmanager;

import org.jspecify.annotations.NullMarked;
