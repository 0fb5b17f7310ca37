package org.lockkeeper.compliance.certificates;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.proof.jose.Json;

/**
 * An issue that is not signed yet.
 *
 * @param position how far the audit log had come
 */
record Draft(Certificate certificate, UUID id, int number, Instant at, SealedLog.State position) {

  /** The document that is signed under the key of that thumbprint. */
  Json.Members payload(String kid) {
    return new Json.Members(
        Map.of(
            "content",
            Json.parse(certificate.content().getBytes(StandardCharsets.UTF_8)),
            "issue",
            new Json.Members(
                Map.of(
                    "at",
                    new Json.Text(at.toString()),
                    "certificate",
                    new Json.Text(certificate.id().toString()),
                    "id",
                    new Json.Text(id.toString()),
                    "key",
                    new Json.Text(kid),
                    "log",
                    new Json.Members(
                        Map.of(
                            "epoch",
                            new Json.Whole(position.epoch()),
                            "size",
                            new Json.Whole(position.sealed()))),
                    "number",
                    new Json.Whole(number)))));
  }
}
