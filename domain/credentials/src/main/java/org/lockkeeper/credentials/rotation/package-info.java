/**
 * Rotation: how the secrets of our own applications at the platforms are replaced, and how what
 * somebody else may know is made useless at once.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.credentials.rotation.RotateApplicationSecret}; a new
 * secret that a platform sends comes in at {@link
 * org.lockkeeper.credentials.rotation.ReceiveApplicationSecret}.
 *
 * <p><b>Owns</b> the steps pending, trial, promotion, overlap, destruction, and their dates.
 * <b>Does not own</b> the values ({@link org.lockkeeper.credentials.SecretCare}) nor the tokens of
 * sellers ({@link org.lockkeeper.credentials.AccessTokens}).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.credentials.rotation.ApplicationSecrets}, {@link
 * org.lockkeeper.credentials.rotation.ApplicationSecretSources} and the platforms' {@link
 * org.lockkeeper.credentials.AuthorizationServers}.
 */
@NullMarked
package org.lockkeeper.credentials.rotation;

import org.jspecify.annotations.NullMarked;
