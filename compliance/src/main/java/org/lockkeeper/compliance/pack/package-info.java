/**
 * The evidence pack: each line of the questionnaire and each requirement is a
 * <b>control</b>, answered from live data; what an answer stands on is a <b>proof</b>. A "yes" is
 * refused without a proof that holds now; a proof that does not hold is a gap, and carries a plan.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.pack.AssessControls}; a pack is asked for
 * with {@link org.lockkeeper.compliance.pack.AskPack} and made by {@link
 * org.lockkeeper.compliance.pack.MakePack} in the background. <b>Owns</b> the dated catalogue of
 * controls, plans, what people attest, packs and the questionnaires that were asked. <b>Does not
 * own</b> what the proofs look at, nor the audit log (that is evidence, another package).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.pack.ProofSource}s, {@link
 * org.lockkeeper.compliance.pack.PackBooks}, {@link org.lockkeeper.compliance.pack.EvidencePacks}
 * and the {@link org.lockkeeper.compliance.encryption.Signer}.
 */
@NullMarked
package org.lockkeeper.compliance.pack;

import org.jspecify.annotations.NullMarked;
