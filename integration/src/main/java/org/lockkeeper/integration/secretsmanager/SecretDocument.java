package org.lockkeeper.integration.secretsmanager;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.kernel.SellerId;

/**
 * What stands in the secret service: whose it is, which it is, and the value. The first two are
 * compared at each reading, so that a value which was put in another's place is noticed. A value
 * that is no text stands there in base64.
 */
final class SecretDocument {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String SELLER = "seller";
  private static final String PATH = "path";
  private static final String TEXT = "value";
  private static final String BYTES = "valueBase64";

  private SecretDocument() {}

  static String of(SellerId seller, SecretRef ref, Secret value) {
    JsonObjectBuilder json = begun(seller, ref);
    value.reveal(
        bytes -> {
          try {
            return json.add(
                TEXT,
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
          } catch (CharacterCodingException notText) {
            return json.add(BYTES, Base64.getEncoder().encodeToString(bytes));
          }
        });
    return json.build().toString();
  }

  /** A version that holds nothing, where the service wants one to stand. */
  static String empty(SellerId seller, SecretRef ref) {
    return begun(seller, ref).build().toString();
  }

  /** The value; empty if the document is not this secret's, or none of ours. */
  static Optional<Secret> read(SellerId seller, SecretRef ref, String document) {
    try (JsonReader reader = JSON.createReader(new StringReader(document))) {
      JsonObject json = reader.readObject();
      if (!json.getString(SELLER, "").equals(seller.toString())
          || !json.getString(PATH, "").equals(ref.path())) {
        return Optional.empty();
      }
      if (json.containsKey(BYTES)) {
        return Optional.of(new Secret(Base64.getDecoder().decode(json.getString(BYTES))));
      }
      return Optional.of(Secret.of(json.getString(TEXT)));
    } catch (JsonException | IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    } catch (NullPointerException noValue) {
      return Optional.empty();
    }
  }

  private static JsonObjectBuilder begun(SellerId seller, SecretRef ref) {
    return JSON.createObjectBuilder().add(SELLER, seller.toString()).add(PATH, ref.path());
  }
}
