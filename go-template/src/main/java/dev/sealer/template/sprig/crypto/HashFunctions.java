package dev.sealer.template.sprig.crypto;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.value.Function;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Adler32;

/** Sprig's hashes, in hexadecimal; Adler-32 in decimal. */
public final class HashFunctions {

  private HashFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Define.text("sha1sum", text -> hex("SHA-1", text)),
        Define.text("sha256sum", text -> hex("SHA-256", text)),
        Define.text("sha512sum", text -> hex("SHA-512", text)),
        Define.text("adler32sum", HashFunctions::adler32));
  }

  private static String hex(String algorithm, String text) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(GoStrings.toBytes(text));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  private static String adler32(String text) {
    Adler32 sum = new Adler32();
    sum.update(GoStrings.toBytes(text));
    return Long.toString(sum.getValue());
  }
}
