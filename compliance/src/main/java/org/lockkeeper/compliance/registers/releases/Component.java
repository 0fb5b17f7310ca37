package org.lockkeeper.compliance.registers.releases;

/**
 * Something that the product is made of.
 *
 * @param purl its package URL, which names it and its version
 * @param part group and name
 * @param licence as its maker names it; empty text if the bill has none
 */
public record Component(String purl, String part, String version, String licence) {}
