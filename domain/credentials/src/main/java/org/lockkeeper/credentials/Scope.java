package org.lockkeeper.credentials;

/**
 * A right that we ask for, never without a purpose. The words for the seller stand in the
 * texts under the platform's and the scope's name.
 *
 * @param name as the platform writes it
 * @param required whether nothing works without it
 */
public record Scope(String name, boolean required) {}
