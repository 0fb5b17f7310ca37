package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The pretend Key Management Service of every region. What it wraps is really wrapped, and the
 * state of a key counts: a disabled key does nothing, one that waits for its deletion does nothing,
 * and one whose deletion was due by the pretend clock is gone with its bytes.
 */
final class KmsDesk {

  private static final String KIND = "aws-key";
  private static final String ALIAS = "aws-alias";
  private static final String NOT_FOUND = "NotFoundException";
  private static final String VALIDATION = "ValidationException";
  private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
  private static final String P256 = "ECC_NIST_P256";
  private static final String WRAPS = "ENCRYPT_DECRYPT";
  private static final String SIGNS = "SIGN_VERIFY";
  private static final int ID = 16;
  private static final int IV = 12;
  private static final int TAG = 16;
  private static final int LONGEST_PLAIN = 4096;

  /** What a key is at. */
  enum State {
    ENABLED("Enabled"),
    DISABLED("Disabled"),
    PENDING_DELETION("PendingDeletion");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  /**
   * One key.
   *
   * @param material the bytes of an AES key or of a PKCS#8 private key, in base64
   * @param publicKey the X.509 form of a signing key, in base64
   * @param deletionAt when it waits for its deletion
   */
  record Key(
      String region,
      String id,
      String usage,
      String spec,
      String description,
      Map<String, String> tags,
      String material,
      @Nullable String publicKey,
      State state,
      Instant createdAt,
      @Nullable Instant deletionAt) {

    Key {
      tags = Map.copyOf(tags);
    }

    String arn() {
      return "arn:aws:kms:" + region + ":" + AwsRequest.ACCOUNT + ":key/" + id;
    }

    String name() {
      return region + "/" + id;
    }

    Key with(State next, @Nullable Instant deletion) {
      return new Key(
          region,
          id,
          usage,
          spec,
          description,
          tags,
          material,
          publicKey,
          next,
          createdAt,
          deletion);
    }

    @Override
    public String toString() {
      return "Key[" + arn() + " " + state + "]";
    }
  }

  private final Ledger ledger;
  private final SandboxClock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();

  KmsDesk(Ledger ledger, SandboxClock clock) {
    this.ledger = ledger;
    this.clock = clock;
    ledger.each(KIND, (id, value) -> keys.put(id, Json.as(value, Key.class)));
    ledger.each(ALIAS, (id, value) -> aliases.put(id, value.asText()));
  }

  /** The answer's body, or a refusal. */
  synchronized ObjectNode answer(AwsRequest request) {
    removeDue();
    return switch (request.operation()) {
      case "CreateKey" -> create(request);
      case "CreateAlias" -> alias(request);
      case "DescribeKey" -> metadata(key(request));
      case "GenerateDataKey" -> generate(request, true);
      case "GenerateDataKeyWithoutPlaintext" -> generate(request, false);
      case "Encrypt" -> encrypt(request);
      case "Decrypt" -> decrypt(request);
      case "DisableKey" -> change(request, State.DISABLED);
      case "EnableKey" -> change(request, State.ENABLED);
      case "ScheduleKeyDeletion" -> schedule(request);
      case "CancelKeyDeletion" -> cancel(request);
      case "Sign" -> sign(request);
      case "GetPublicKey" -> publicKey(request);
      case "TagResource" -> tag(request);
      default -> throw new AwsRefusal("UnknownOperationException", "There is no such operation.");
    };
  }

  /** All keys, without their bytes, for the control door. */
  synchronized ArrayNode view() {
    removeDue();
    ArrayNode view = Json.array();
    for (Key key : keys.values()) {
      ObjectNode one =
          view.addObject()
              .put("arn", key.arn())
              .put("region", key.region())
              .put("state", key.state().word)
              .put("usage", key.usage())
              .put("description", key.description());
      one.set("tags", Json.tree(key.tags()));
      ArrayNode named = one.putArray("aliases");
      aliases.forEach(
          (name, target) -> {
            if (target.equals(key.name())) {
              named.add(name.substring(name.indexOf('/') + 1));
            }
          });
      if (key.deletionAt() != null) {
        one.put("deletionAt", key.deletionAt().toString());
      }
    }
    return view;
  }

  /** What an administrator of the account would do to a key, past our own rights. */
  synchronized void set(String arn, boolean enabled) {
    Key key =
        keys.values().stream()
            .filter(one -> one.arn().equals(arn))
            .findFirst()
            .orElseThrow(() -> new ShopDesk.Refused("There is no key of that name."));
    put(key.with(enabled ? State.ENABLED : State.DISABLED, null));
  }

  private void removeDue() {
    Instant now = clock.now();
    List<Key> due =
        keys.values().stream()
            .filter(key -> key.deletionAt() != null && !now.isBefore(key.deletionAt()))
            .toList();
    for (Key key : due) {
      keys.remove(key.name());
      ledger.remove(KIND, key.name());
      List<String> named =
          aliases.entrySet().stream()
              .filter(alias -> alias.getValue().equals(key.name()))
              .map(Map.Entry::getKey)
              .toList();
      named.forEach(
          name -> {
            aliases.remove(name);
            ledger.remove(ALIAS, name);
          });
    }
  }

  private void put(Key key) {
    keys.put(key.name(), key);
    ledger.put(KIND, key.name(), key);
  }

  private ObjectNode create(AwsRequest request) {
    String usage = request.optional("KeyUsage").orElse(WRAPS);
    String spec = request.optional("KeySpec").orElse(SYMMETRIC);
    boolean wraps = usage.equals(WRAPS) && spec.equals(SYMMETRIC);
    boolean signs = usage.equals(SIGNS) && spec.equals(P256);
    if (!wraps && !signs) {
      throw new AwsRefusal(
          "UnsupportedOperationException", "This pretence has symmetric keys and P-256 signing.");
    }
    byte[] material = new byte[32];
    String publicKey = null;
    if (signs) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();
        material = pair.getPrivate().getEncoded();
        publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has P-256", e);
      }
    } else {
      random.nextBytes(material);
    }
    Key key =
        new Key(
            request.region(),
            UUID.randomUUID().toString(),
            usage,
            spec,
            request.optional("Description").orElse(""),
            request.tags("TagKey", "TagValue"),
            Base64.getEncoder().encodeToString(material),
            publicKey,
            State.ENABLED,
            clock.now(),
            null);
    put(key);
    return metadata(key);
  }

  private ObjectNode alias(AwsRequest request) {
    String name = request.text("AliasName");
    if (!name.matches("alias/[a-zA-Z0-9/_-]{1,250}") || name.startsWith("alias/aws/")) {
      throw new AwsRefusal("InvalidAliasNameException", "The alias has no valid name.");
    }
    Key target = find(request.region(), request.text("TargetKeyId"));
    if (target.state() == State.PENDING_DELETION) {
      throw invalidState(target);
    }
    String full = request.region() + "/" + name;
    if (aliases.putIfAbsent(full, target.name()) != null) {
      throw new AwsRefusal("AlreadyExistsException", "An alias with this name exists already.");
    }
    ledger.put(ALIAS, full, target.name());
    return Json.object();
  }

  private ObjectNode generate(AwsRequest request, boolean plain) {
    Key key = usable(request, WRAPS);
    int length = request.number("NumberOfBytes").orElse(0);
    if (length == 0) {
      length =
          switch (request.text("KeySpec")) {
            case "AES_256" -> 32;
            case "AES_128" -> 16;
            default -> throw new AwsRefusal(VALIDATION, "KeySpec is AES_256 or AES_128.");
          };
    }
    if (length < 1 || length > 1024) {
      throw new AwsRefusal(VALIDATION, "NumberOfBytes is 1 to 1024.");
    }
    byte[] clear = new byte[length];
    random.nextBytes(clear);
    ObjectNode json = Json.object().put("KeyId", key.arn());
    json.put("CiphertextBlob", wrap(key, clear, request.map("EncryptionContext")));
    if (plain) {
      json.put("Plaintext", clear);
    }
    return json;
  }

  private ObjectNode encrypt(AwsRequest request) {
    Key key = usable(request, WRAPS);
    byte[] clear = request.bytes("Plaintext");
    if (clear.length > LONGEST_PLAIN) {
      throw new AwsRefusal(VALIDATION, "Plaintext has at most 4096 bytes.");
    }
    return Json.object()
        .put("CiphertextBlob", wrap(key, clear, request.map("EncryptionContext")))
        .put("KeyId", key.arn())
        .put("EncryptionAlgorithm", SYMMETRIC);
  }

  private ObjectNode decrypt(AwsRequest request) {
    byte[] blob = request.bytes("CiphertextBlob");
    Optional<String> said = request.optional("KeyId");
    Optional<Key> wanted = said.map(name -> find(request.region(), name));
    if (blob.length < ID + IV + TAG) {
      throw invalidCiphertext();
    }
    ByteBuffer in = ByteBuffer.wrap(blob);
    UUID id = new UUID(in.getLong(), in.getLong());
    Key by = keys.get(request.region() + "/" + id);
    if (by == null) {
      throw wanted.isPresent() && wanted.get().state() == State.ENABLED
          ? invalidCiphertext()
          : wanted.map(KmsDesk::unusable).orElseGet(KmsDesk::invalidCiphertext);
    }
    if (wanted.isPresent() && !wanted.get().name().equals(by.name())) {
      throw new AwsRefusal(
          "IncorrectKeyException", "The key in the request is not the one that encrypted this.");
    }
    requireEnabled(by);
    byte[] iv = new byte[IV];
    in.get(iv);
    byte[] sealed = Arrays.copyOfRange(blob, ID + IV, blob.length);
    byte[] clear = open(by, iv, sealed, request.map("EncryptionContext"));
    return Json.object()
        .put("KeyId", by.arn())
        .put("Plaintext", clear)
        .put("EncryptionAlgorithm", SYMMETRIC);
  }

  private ObjectNode change(AwsRequest request, State to) {
    Key key = key(request);
    if (key.state() == State.PENDING_DELETION) {
      throw invalidState(key);
    }
    put(key.with(to, null));
    return Json.object();
  }

  private ObjectNode schedule(AwsRequest request) {
    Key key = key(request);
    if (key.state() == State.PENDING_DELETION) {
      throw invalidState(key);
    }
    int days = request.number("PendingWindowInDays").orElse(30);
    if (days < 7 || days > 30) {
      throw new AwsRefusal(VALIDATION, "PendingWindowInDays is 7 to 30.");
    }
    Instant at = clock.now().plus(Duration.ofDays(days));
    put(key.with(State.PENDING_DELETION, at));
    ObjectNode json = Json.object().put("KeyId", key.arn());
    json.set("DeletionDate", AwsDoor.time(at));
    return json.put("KeyState", State.PENDING_DELETION.word).put("PendingWindowInDays", days);
  }

  private ObjectNode cancel(AwsRequest request) {
    Key key = key(request);
    if (key.state() != State.PENDING_DELETION) {
      throw invalidState(key);
    }
    put(key.with(State.DISABLED, null));
    return Json.object().put("KeyId", key.arn());
  }

  private ObjectNode sign(AwsRequest request) {
    Key key = usable(request, SIGNS);
    if (!request.text("SigningAlgorithm").equals("ECDSA_SHA_256")) {
      throw new AwsRefusal(VALIDATION, "A P-256 key signs with ECDSA_SHA_256.");
    }
    byte[] message = request.bytes("Message");
    boolean digest = request.optional("MessageType").orElse("RAW").equals("DIGEST");
    if (digest ? message.length != 32 : message.length > LONGEST_PLAIN) {
      throw new AwsRefusal(VALIDATION, "The message is too long, or the digest is not 32 bytes.");
    }
    try {
      Signature signature = Signature.getInstance(digest ? "NONEwithECDSA" : "SHA256withECDSA");
      signature.initSign(
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key.material()))),
          random);
      signature.update(message);
      return Json.object()
          .put("KeyId", key.arn())
          .put("Signature", signature.sign())
          .put("SigningAlgorithm", "ECDSA_SHA_256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs with P-256", e);
    }
  }

  private ObjectNode publicKey(AwsRequest request) {
    Key key = usable(request, SIGNS);
    ObjectNode json =
        Json.object()
            .put("KeyId", key.arn())
            .put("PublicKey", key.publicKey())
            .put("KeySpec", key.spec())
            .put("KeyUsage", key.usage());
    json.putArray("SigningAlgorithms").add("ECDSA_SHA_256");
    return json;
  }

  private ObjectNode tag(AwsRequest request) {
    Key key = key(request);
    if (key.state() == State.PENDING_DELETION) {
      throw invalidState(key);
    }
    Map<String, String> tags = new LinkedHashMap<>(key.tags());
    tags.putAll(request.tags("TagKey", "TagValue"));
    put(
        new Key(
            key.region(),
            key.id(),
            key.usage(),
            key.spec(),
            key.description(),
            tags,
            key.material(),
            key.publicKey(),
            key.state(),
            key.createdAt(),
            key.deletionAt()));
    return Json.object();
  }

  private Key key(AwsRequest request) {
    return find(request.region(), request.text("KeyId"));
  }

  /** By id, ARN or alias; a key of another region is not there. */
  private Key find(String region, String name) {
    String id = name;
    if (name.startsWith("arn:")) {
      String[] parts = name.split(":", 6);
      if (parts.length < 6 || !parts[2].equals("kms")) {
        throw new AwsRefusal(NOT_FOUND, "Invalid arn.");
      }
      if (!parts[3].equals(region)) {
        throw new AwsRefusal(NOT_FOUND, "Invalid arn: it is of another region.");
      }
      id = parts[5].startsWith("key/") ? parts[5].substring("key/".length()) : parts[5];
    }
    String at = region + "/" + id;
    Key key = keys.get(id.startsWith("alias/") ? aliases.getOrDefault(at, "") : at);
    if (key == null) {
      throw new AwsRefusal(NOT_FOUND, "There is no such key.");
    }
    return key;
  }

  private Key usable(AwsRequest request, String usage) {
    Key key = key(request);
    requireEnabled(key);
    if (!key.usage().equals(usage)) {
      throw new AwsRefusal("InvalidKeyUsageException", "This key is for something else.");
    }
    return key;
  }

  private static void requireEnabled(Key key) {
    if (key.state() != State.ENABLED) {
      throw unusable(key);
    }
  }

  private static AwsRefusal unusable(Key key) {
    return key.state() == State.DISABLED
        ? new AwsRefusal("DisabledException", key.arn() + " is disabled.")
        : invalidState(key);
  }

  private static AwsRefusal invalidState(Key key) {
    return new AwsRefusal("KMSInvalidStateException", key.arn() + " is " + key.state().word + ".");
  }

  private static AwsRefusal invalidCiphertext() {
    return new AwsRefusal("InvalidCiphertextException", "The ciphertext does not open.");
  }

  private ObjectNode metadata(Key key) {
    ObjectNode json = Json.object();
    ObjectNode metadata =
        json.putObject("KeyMetadata")
            .put("AWSAccountId", AwsRequest.ACCOUNT)
            .put("KeyId", key.id())
            .put("Arn", key.arn())
            .put("Enabled", key.state() == State.ENABLED)
            .put("Description", key.description())
            .put("KeyUsage", key.usage())
            .put("KeyState", key.state().word)
            .put("Origin", "AWS_KMS")
            .put("KeyManager", "CUSTOMER")
            .put("KeySpec", key.spec())
            .put("MultiRegion", false);
    metadata.set("CreationDate", AwsDoor.time(key.createdAt()));
    metadata
        .putArray(key.usage().equals(SIGNS) ? "SigningAlgorithms" : "EncryptionAlgorithms")
        .add(key.usage().equals(SIGNS) ? "ECDSA_SHA_256" : SYMMETRIC);
    if (key.deletionAt() != null) {
      metadata.set("DeletionDate", AwsDoor.time(key.deletionAt()));
    }
    return json;
  }

  /** The key's id, an IV, and AES-256-GCM over the bytes with the context as additional data. */
  private byte[] wrap(Key key, byte[] clear, Map<String, String> context) {
    byte[] iv = new byte[IV];
    random.nextBytes(iv);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, context).doFinal(clear);
      UUID id = UUID.fromString(key.id());
      return ByteBuffer.allocate(ID + IV + sealed.length)
          .putLong(id.getMostSignificantBits())
          .putLong(id.getLeastSignificantBits())
          .put(iv)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private static byte[] open(Key key, byte[] iv, byte[] sealed, Map<String, String> context) {
    try {
      return cipher(Cipher.DECRYPT_MODE, key, iv, context).doFinal(sealed);
    } catch (AEADBadTagException e) {
      throw invalidCiphertext();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, Key key, byte[] iv, Map<String, String> context)
      throws GeneralSecurityException {
    if (!key.usage().equals(WRAPS)) {
      throw new AwsRefusal("InvalidKeyUsageException", "This key is for something else.");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(Base64.getDecoder().decode(key.material()), "AES"),
        new GCMParameterSpec(TAG * 8, iv));
    ByteArrayOutputStream additional = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(additional)) {
      out.writeUTF(key.arn());
      for (Map.Entry<String, String> part : context.entrySet()) {
        out.writeUTF(part.getKey());
        out.writeUTF(part.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not take bytes", e);
    }
    cipher.updateAAD(additional.toByteArray());
    return cipher;
  }
}
