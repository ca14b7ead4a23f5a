package dev.sealer.sealing;

import java.util.Arrays;
import java.util.HexFormat;

/** The public-key algorithms that messages tell apart, by the DER of their object identifier. */
enum KeyAlgorithm {
  /** 1.2.840.113549.1.1.1, RFC 8017. */
  RSA("RSA", "06092a864886f70d010101"),
  /** 1.2.840.10045.2.1, RFC 5480. */
  EC("EC", "06072a8648ce3d0201"),
  /** 1.3.101.112, RFC 8410. */
  ED25519("Ed25519", "06032b6570"),
  /** Whatever else. */
  OTHER("another algorithm", "");

  private final String label;
  private final String identifier;

  KeyAlgorithm(String label, String identifier) {
    this.label = label;
    this.identifier = identifier;
  }

  String label() {
    return label;
  }

  static KeyAlgorithm ofIdentifier(byte[] identifier) {
    String hex = HexFormat.of().formatHex(identifier);
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.identifier.equals(hex))
        .findFirst()
        .orElse(OTHER);
  }
}
