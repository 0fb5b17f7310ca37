/**
 * What each version of the product is made of: the bill of materials that the build packs
 * into it, read by itself when a version is started first.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.registers.releases.RecordRelease}.
 * <b>Owns</b> the versions and their components. <b>Does not own</b> how the bill is made
 * (CycloneDX in the build of {@code portal-web}) nor whether a component has weaknesses.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.registers.releases.Releases}.
 */
@NullMarked
package org.lockkeeper.compliance.registers.releases;

import org.jspecify.annotations.NullMarked;
