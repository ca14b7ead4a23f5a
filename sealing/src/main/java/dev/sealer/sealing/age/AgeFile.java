package dev.sealer.sealing.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sealer.secret.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whole files in the age v1 format, held in memory: key backups are small.
 *
 * <p>Source: the specification of age-encryption.org/v1 (C2SP). The payload is a STREAM of
 * ChaCha20-Poly1305 chunks of 64 KiB, so that no chunk can be cut, moved or repeated.
 */
public final class AgeFile {

  private static final int CHUNK = 1 << 16;
  private static final int SEALED_CHUNK = CHUNK + AgePrimitives.TAG_LENGTH;
  private static final int PAYLOAD_NONCE = 16;
  private static final int NONCE_LENGTH = 12;
  private static final byte[] NO_SALT = new byte[0];

  private AgeFile() {}

  /** The result of decrypting a file. */
  public sealed interface Opening permits Opened, NotForUs, Malformed {}

  /**
   * It opened.
   *
   * @param plaintext the caller must close it
   */
  public record Opened(SecretBytes plaintext) implements Opening {}

  /** No identity fits: another passphrase or another recipient. */
  public record NotForUs() implements Opening {}

  /**
   * The file is not an age file, or was changed or truncated.
   *
   * @param reason for a person; nothing of the content
   */
  public record Malformed(String reason) implements Opening {}

  /**
   * Encrypts to every one of {@code recipients}.
   *
   * @param plaintext stays the caller's
   * @param recipients at least one
   * @throws IllegalArgumentException when there is no recipient
   */
  public static byte[] encrypt(
      SecretBytes plaintext, List<? extends AgeRecipient> recipients, SecureRandom random) {
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("an age file needs a recipient");
    }
    try (SecretBytes fileKey =
        SecretBytes.takeOver(random(random, AgePrimitives.FILE_KEY_LENGTH))) {
      List<Stanza> stanzas = recipients.stream().map(r -> r.wrap(fileKey, random)).toList();
      byte[] authenticated = AgeHeader.authenticatedPart(stanzas);
      byte[] nonce = random(random, PAYLOAD_NONCE);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(AgeHeader.encode(authenticated, headerMac(fileKey, authenticated)));
      out.writeBytes(nonce);
      byte[] key = fileKey.reveal(bytes -> AgePrimitives.hkdf(bytes, nonce, ascii("payload")));
      plaintext.reveal(bytes -> writeChunks(key, bytes, out));
      Arrays.fill(key, (byte) 0);
      return out.toByteArray();
    }
  }

  /**
   * Returns the types of the stanzas in the header, such as {@code X25519}: what kind of secret
   * opens the file. Empty if it is not an age file. The header is not authenticated before the file
   * opens.
   */
  public static List<String> stanzaTypes(byte[] file) {
    try {
      return AgeHeader.parse(AgeArmor.strip(file)).stanzas().stream().map(Stanza::type).toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /**
   * Tries every identity on every stanza.
   *
   * @param given a file in the binary form or in PEM armor
   */
  public static Opening decrypt(byte[] given, List<? extends AgeIdentity> identities) {
    try {
      byte[] file = AgeArmor.strip(given);
      AgeHeader header = AgeHeader.parse(file);
      if (passphraseStanzas(header) > 1) {
        // Each costs as much as a guess is meant to cost.
        return new Malformed("the header has more than one passphrase");
      }
      Optional<SecretBytes> fileKey = fileKey(header, identities);
      if (fileKey.isEmpty()) {
        return new NotForUs();
      }
      try (SecretBytes key = fileKey.get()) {
        if (!MessageDigest.isEqual(headerMac(key, header.authenticated()), header.mac())) {
          return new Malformed("the header was changed");
        }
        return readPayload(key, file, header.length());
      }
    } catch (IllegalArgumentException e) {
      return new Malformed("not an age v1 file: " + e.getMessage());
    }
  }

  private static long passphraseStanzas(AgeHeader header) {
    return header.stanzas().stream()
        .filter(stanza -> stanza.type().equals(PassphraseRecipient.STANZA_TYPE))
        .count();
  }

  private static Optional<SecretBytes> fileKey(
      AgeHeader header, List<? extends AgeIdentity> identities) {
    for (AgeIdentity identity : identities) {
      for (Stanza stanza : header.stanzas()) {
        Optional<SecretBytes> key = identity.unwrap(stanza);
        if (key.isPresent()) {
          return key;
        }
      }
    }
    return Optional.empty();
  }

  private static byte[] headerMac(SecretBytes fileKey, byte[] authenticated) {
    byte[] key = fileKey.reveal(bytes -> AgePrimitives.hkdf(bytes, NO_SALT, ascii("header")));
    try {
      return AgePrimitives.hmac(key, authenticated);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static Opening readPayload(SecretBytes fileKey, byte[] file, int start) {
    if (file.length < start + PAYLOAD_NONCE + AgePrimitives.TAG_LENGTH) {
      return new Malformed("the file is cut");
    }
    byte[] nonce = Arrays.copyOfRange(file, start, start + PAYLOAD_NONCE);
    byte[] key = fileKey.reveal(bytes -> AgePrimitives.hkdf(bytes, nonce, ascii("payload")));
    try {
      return readChunks(key, file, start + PAYLOAD_NONCE);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static int writeChunks(byte[] key, byte[] plain, ByteArrayOutputStream out) {
    int chunks = Math.max(1, (plain.length + CHUNK - 1) / CHUNK);
    for (int i = 0; i < chunks; i++) {
      int length = Math.min(CHUNK, plain.length - i * CHUNK);
      byte[] nonce = chunkNonce(i, i == chunks - 1);
      out.writeBytes(AgePrimitives.encrypt(key, nonce, plain, i * CHUNK, length));
    }
    return chunks;
  }

  private static Opening readChunks(byte[] key, byte[] file, int start) {
    int total = file.length - start;
    int chunks = (total + SEALED_CHUNK - 1) / SEALED_CHUNK;
    int lastLength = total - (chunks - 1) * SEALED_CHUNK;
    if (lastLength < AgePrimitives.TAG_LENGTH
        || (chunks > 1 && lastLength == AgePrimitives.TAG_LENGTH)) {
      return new Malformed("the file is cut");
    }
    byte[] plain = new byte[total - chunks * AgePrimitives.TAG_LENGTH];
    for (int i = 0; i < chunks; i++) {
      boolean last = i == chunks - 1;
      Optional<byte[]> chunk =
          AgePrimitives.decrypt(
              key,
              chunkNonce(i, last),
              file,
              start + i * SEALED_CHUNK,
              last ? lastLength : SEALED_CHUNK);
      if (chunk.isEmpty()) {
        Arrays.fill(plain, (byte) 0);
        return new Malformed("the content was changed or cut");
      }
      System.arraycopy(chunk.get(), 0, plain, i * CHUNK, chunk.get().length);
      Arrays.fill(chunk.get(), (byte) 0);
    }
    return new Opened(SecretBytes.takeOver(plain));
  }

  /** Eleven bytes of counter, then 1 for the last chunk and 0 for the others. */
  private static byte[] chunkNonce(int index, boolean last) {
    byte[] nonce = new byte[NONCE_LENGTH];
    for (int i = 0; i < Integer.BYTES; i++) {
      nonce[NONCE_LENGTH - 2 - i] = (byte) (index >>> (8 * i));
    }
    nonce[NONCE_LENGTH - 1] = (byte) (last ? 1 : 0);
    return nonce;
  }

  private static byte[] random(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
