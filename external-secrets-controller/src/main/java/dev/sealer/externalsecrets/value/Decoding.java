package dev.sealer.externalsecrets.value;

import dev.sealer.secret.SecretBytes;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** {@code decodingStrategy}: how a value is decoded, with Go's rules of base64. */
public enum Decoding {
  /** As it is. */
  NONE,
  /** Standard alphabet, padded; line breaks are skipped. */
  BASE64,
  /** URL alphabet, padded; line breaks are skipped. */
  BASE64_URL,
  /** Standard, else URL, else as it is. */
  AUTO;

  private static final int QUANTUM = 4;

  /**
   * Decodes into a new value; the old one stays open.
   *
   * @throws UnusableValueException if the value is not in the encoding
   */
  public SecretBytes decode(SecretBytes value) throws UnusableValueException {
    return switch (this) {
      case NONE -> value.copy();
      case BASE64 -> required(base64(value, Base64.getDecoder()), "Base64");
      case BASE64_URL -> required(base64(value, Base64.getUrlDecoder()), "Base64URL");
      case AUTO ->
          base64(value, Base64.getDecoder())
              .or(() -> base64(value, Base64.getUrlDecoder()))
              .orElseGet(value::copy);
    };
  }

  private static SecretBytes required(Optional<SecretBytes> decoded, String strategy)
      throws UnusableValueException {
    return decoded.orElseThrow(() ->
        new UnusableValueException("the value is not valid for decodingStrategy: " + strategy));
  }

  private static Optional<SecretBytes> base64(SecretBytes value, Base64.Decoder decoder) {
    return value.reveal(bytes -> {
      byte[] text = withoutLineBreaks(bytes);
      try {
        // Java takes missing padding, Go does not.
        return text.length % QUANTUM == 0
            ? Optional.of(SecretBytes.takeOver(decoder.decode(text)))
            : Optional.empty();
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      } finally {
        Arrays.fill(text, (byte) 0);
      }
    });
  }

  private static byte[] withoutLineBreaks(byte[] bytes) {
    byte[] kept = new byte[bytes.length];
    int length = 0;
    for (byte b : bytes) {
      if (b != '\r' && b != '\n') {
        kept[length++] = b;
      }
    }
    byte[] text = Arrays.copyOf(kept, length);
    Arrays.fill(kept, (byte) 0);
    return text;
  }
}
