package org.lockkeeper.compliance.access;

/**
 * What the operator has set about passwords.
 *
 * @param staffByIssuerOnly whether our own people sign in with the organisation's issuer only, so
 *     that no password of theirs opens anything
 */
public record PasswordSetting(boolean staffByIssuerOnly) {}
