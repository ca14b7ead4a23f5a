package dev.sealer.externalsecrets.plan;

import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hashes that External Secrets Operator keeps on its objects: lower-case hexadecimal SHA3-224
 * of the value as Go prints it with {@code %+v}. Kept byte for byte, so that taking over from it
 * changes no Secret.
 */
public final class PeerHash {

  private final MessageDigest digest;

  private PeerHash() {
    try {
      this.digest = MessageDigest.getInstance("SHA3-224");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA3-224", e);
    }
  }

  /** Of a Secret's data, for example over {@code map[k1:[104 105] k2:[]]}. */
  public static String ofData(Map<String, SecretBytes> data) {
    PeerHash hash = new PeerHash();
    hash.add("map[");
    String separator = "";
    for (Map.Entry<String, SecretBytes> entry : new TreeMap<>(data).entrySet()) {
      hash.add(separator + entry.getKey() + ":[");
      entry.getValue().reveal(hash::addDecimal);
      hash.add("]");
      separator = " ";
    }
    hash.add("]");
    return hash.hex();
  }

  /** Of metadata, for example over {@code {annotations:map[a:b] labels:map[]}}. */
  public static String ofMetadata(Map<String, String> annotations, Map<String, String> labels) {
    PeerHash hash = new PeerHash();
    hash.add("{annotations:" + goMap(annotations) + " labels:" + goMap(labels) + "}");
    return hash.hex();
  }

  /** Of an owner's name, for the label that marks its Secrets. */
  public static String ofOwner(String namespace, String name) {
    return ofText(namespace + "/" + name);
  }

  /** Of plain text. */
  public static String ofText(String text) {
    PeerHash hash = new PeerHash();
    hash.add(text);
    return hash.hex();
  }

  private static String goMap(Map<String, String> map) {
    StringBuilder text = new StringBuilder("map[");
    new TreeMap<>(map)
        .forEach((k, v) -> text.append(text.length() > 4 ? " " : "").append(k + ":" + v));
    return text.append(']').toString();
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes never become one text: each is fed as its decimal digits. */
  private boolean addDecimal(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i > 0) {
        digest.update((byte) ' ');
      }
      int value = Byte.toUnsignedInt(bytes[i]);
      if (value >= 100) {
        digest.update((byte) ('0' + value / 100));
      }
      if (value >= 10) {
        digest.update((byte) ('0' + value / 10 % 10));
      }
      digest.update((byte) ('0' + value % 10));
    }
    return true;
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
