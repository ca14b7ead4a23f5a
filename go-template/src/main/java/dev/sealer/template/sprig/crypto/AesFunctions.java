package dev.sealer.template.sprig.crypto;

import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sprig's {@code encryptAES} and {@code decryptAES}: AES-256 in CBC mode, the key being the
 * password filled up with zeros. It authenticates nothing; it is here because templates use it.
 */
public final class AesFunctions {

  private static final int BLOCK = 16;
  private static final int KEY_LENGTH = 32;
  private static final Signature SIGNATURE = Signature.takes(STRING, STRING).gives(STRING);

  private AesFunctions() {}

  /** Both. */
  public static List<Function> all() {
    return List.of(
        Function.of(
                "encryptAES",
                SIGNATURE,
                (context, args) -> StringValue.of(encrypt(context, args.string(0), args.string(1))))
            .nondeterministic(),
        Function.of(
            "decryptAES",
            SIGNATURE,
            (context, args) -> {
              context.budget().text(args.string(1).length());
              return decrypt(args.string(0), args.string(1));
            }));
  }

  private static String encrypt(CallContext context, String password, String text) {
    if (text.isEmpty()) {
      return "";
    }
    context.budget().text(2L * text.length());
    byte[] iv = new byte[BLOCK];
    context.random().nextBytes(iv);
    byte[] encrypted = run(Cipher.ENCRYPT_MODE, password, iv, padded(GoStrings.toBytes(text)));
    byte[] out = Arrays.copyOf(iv, BLOCK + encrypted.length);
    System.arraycopy(encrypted, 0, out, BLOCK, encrypted.length);
    return Base64.getEncoder().encodeToString(out);
  }

  private static byte[] padded(byte[] content) {
    int padding = BLOCK - content.length % BLOCK;
    byte[] padded = Arrays.copyOf(content, content.length + padding);
    Arrays.fill(padded, content.length, padded.length, (byte) padding);
    return padded;
  }

  private static StringValue decrypt(String password, String encrypted) {
    if (encrypted.isEmpty()) {
      return StringValue.EMPTY;
    }
    byte[] bytes;
    try {
      bytes = GoBase64.decode(encrypted);
    } catch (CorruptInputException e) {
      throw GoErrors.of(e.getMessage());
    }
    if (bytes.length < BLOCK) {
      long capacity = GoStrings.length(encrypted) / 4 * 3L;
      throw GoErrors.of("runtime error: slice bounds out of range [:16] with capacity " + capacity);
    }
    if (bytes.length % BLOCK != 0) {
      throw GoErrors.of("crypto/cipher: input not full blocks");
    }
    if (bytes.length == BLOCK) {
      throw GoErrors.of("runtime error: index out of range [-1]");
    }
    byte[] iv = Arrays.copyOf(bytes, BLOCK);
    byte[] content = Arrays.copyOfRange(bytes, BLOCK, bytes.length);
    byte[] plain = run(Cipher.DECRYPT_MODE, password, iv, content);
    int length = plain.length - (plain[plain.length - 1] & 0xff);
    if (length < 0) {
      throw GoErrors.of("runtime error: slice bounds out of range [:" + length + "]");
    }
    return StringValue.ofBytes(Arrays.copyOf(plain, length));
  }

  private static byte[] run(int mode, String password, byte[] iv, byte[] content) {
    byte[] key = Arrays.copyOf(GoStrings.toBytes(password), KEY_LENGTH);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES in CBC mode", e);
    }
  }
}
