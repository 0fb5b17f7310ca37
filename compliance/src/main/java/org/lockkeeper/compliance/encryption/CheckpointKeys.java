package org.lockkeeper.compliance.encryption;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.lockkeeper.compliance.audit.CheckpointSigner;

/** Signs checkpoints of the audit log with the custodian's key for them. */
@ApplicationScoped
public class CheckpointKeys implements CheckpointSigner {

  private final Signer signer;

  @Inject
  public CheckpointKeys(Signer signer) {
    this.signer = signer;
  }

  @Override
  public byte[] key() {
    try {
      return signer.key(Signer.Use.CHECKPOINT).encoded().bytes();
    } catch (KeyCustodian.Unavailable e) {
      throw new Unavailable(e);
    }
  }

  @Override
  public byte[] sign(byte[] text) {
    try {
      return signer.sign(Signer.Use.CHECKPOINT, text).bytes().bytes();
    } catch (KeyCustodian.Unavailable e) {
      throw new Unavailable(e);
    }
  }
}
