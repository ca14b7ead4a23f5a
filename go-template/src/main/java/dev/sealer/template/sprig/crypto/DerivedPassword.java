package dev.sealer.template.sprig.crypto;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.value.Args;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The Master Password algorithm: a site's password from one master password. */
final class DerivedPassword {

  private static final byte[] SEED =
      "com.lyndir.masterpassword".getBytes(StandardCharsets.US_ASCII);

  private static final int SCRYPT_N = 32_768;
  private static final int SCRYPT_R = 8;
  private static final int SCRYPT_P = 2;
  private static final int KEY_LENGTH = 64;

  private static final String CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ";
  private static final String VOWELS = "AEIOU";
  private static final String LETTERS = VOWELS + "aeiou" + CONSONANTS + "bcdfghjklmnpqrstvwxyz";

  private static final Map<Character, String> CHARACTERS =
      Map.of(
          'V',
          VOWELS,
          'C',
          CONSONANTS,
          'v',
          "aeiou",
          'c',
          "bcdfghjklmnpqrstvwxyz",
          'A',
          VOWELS + CONSONANTS,
          'a',
          LETTERS,
          'n',
          "0123456789",
          'o',
          "@&%?,=[]_:-+*$#!'^~;()/.",
          'x',
          LETTERS + "0123456789!@#$%^&*()");

  private static final Map<String, List<String>> TEMPLATES =
      Map.of(
          "maximum", List.of("anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"),
          "long", longTemplates(),
          "medium", List.of("CvcnoCvc", "CvcCvcno"),
          "short", List.of("Cvcn"),
          "basic", List.of("aaanaaan", "aannaaan", "aaannaaa"),
          "pin", List.of("nnnn"));

  private DerivedPassword() {}

  private static List<String> longTemplates() {
    return List.of(
        ("CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv"
                + " CvccCvcvCvcvno CvcvnoCvccCvcv CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc"
                + " CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv CvccCvccCvcvno"
                + " CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc"
                + " CvccCvcvCvccno")
            .split(" "));
  }

  /** Arguments: counter, type, master password, user, site. */
  static String of(Args args) {
    List<String> templates = TEMPLATES.get(args.string(1));
    if (templates == null) {
      return "cannot find password template " + args.string(1);
    }
    byte[] salt = seeded(GoStrings.toBytes(args.string(3)));
    byte[] password = GoStrings.toBytes(args.string(2));
    byte[] key = SCrypt.generate(password, salt, SCRYPT_N, SCRYPT_R, SCRYPT_P, KEY_LENGTH);
    ByteArrayOutputStream site = new ByteArrayOutputStream();
    site.writeBytes(seeded(GoStrings.toBytes(args.string(4))));
    site.writeBytes(ByteBuffer.allocate(4).putInt((int) args.integer(0)).array());
    byte[] seed = hmac(key, site.toByteArray());
    String template = templates.get((seed[0] & 0xff) % templates.size());
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      String characters = CHARACTERS.getOrDefault(template.charAt(i), "");
      out.append(characters.charAt((seed[i + 1] & 0xff) % characters.length()));
    }
    return out.toString();
  }

  private static byte[] seeded(byte[] text) {
    return ByteBuffer.allocate(SEED.length + 4 + text.length)
        .put(SEED)
        .putInt(text.length)
        .put(text)
        .array();
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    HMac mac = new HMac(SHA256Digest.newInstance());
    mac.init(new KeyParameter(key));
    mac.update(message, 0, message.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return out;
  }
}
