package dev.sealer.template.sprig.crypto;

import dev.sealer.gocompat.GoPem;
import dev.sealer.template.sprig.base.GoErrors;
import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAParameters;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/** Private keys in the PEM forms that Sprig writes and reads. */
public final class PrivateKeys {

  private static final String SUFFIX = " PRIVATE KEY";

  private PrivateKeys() {}

  /** Returns a key as Sprig writes it: PKCS #1, SEC 1 or its own DSA form; PKCS #8 for the rest. */
  public static String pem(AsymmetricKeyParameter key) {
    try {
      return switch (key) {
        case RSAPrivateCrtKeyParameters rsa ->
            GoPem.encodeToString("RSA PRIVATE KEY", content(rsa));
        case ECPrivateKeyParameters ec -> GoPem.encodeToString("EC PRIVATE KEY", content(ec));
        case DSAPrivateKeyParameters dsa ->
            GoPem.encodeToString("DSA PRIVATE KEY", dsaContent(dsa));
        default -> GoPem.encodeToString("PRIVATE KEY", pkcs8(key));
      };
    } catch (IOException e) {
      throw new IllegalStateException("a key that was made or read can be written", e);
    }
  }

  private static byte[] content(AsymmetricKeyParameter key) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfoFactory.createPrivateKeyInfo(key);
    return info.parsePrivateKey().toASN1Primitive().getEncoded("DER");
  }

  /** Version 0, without the public key that version 1 would add: what Go writes. */
  private static byte[] pkcs8(AsymmetricKeyParameter key) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfoFactory.createPrivateKeyInfo(key);
    return new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey())
        .getEncoded("DER");
  }

  private static byte[] dsaContent(DSAPrivateKeyParameters key) throws IOException {
    DSAParameters group = key.getParameters();
    BigInteger y = group.getG().modPow(key.getX(), group.getP());
    ASN1Encodable[] parts = {
      new ASN1Integer(0),
      new ASN1Integer(group.getP()),
      new ASN1Integer(group.getQ()),
      new ASN1Integer(group.getG()),
      new ASN1Integer(y),
      new ASN1Integer(key.getX())
    };
    return new DERSequence(parts).getEncoded("DER");
  }

  /**
   * Reads a key.
   *
   * @throws dev.sealer.template.error.FunctionException if the string is not a key; the error never
   *     quotes it
   */
  public static AsymmetricKeyParameter parse(String pem) {
    GoPem.Block block = GoPem.first(pem);
    if (block == null) {
      throw GoErrors.of("no PEM data in input");
    }
    byte[] der = block.der();
    String type = block.type();
    if (type.equals("PRIVATE KEY")) {
      return parsed("decoding PEM as PKCS#8", () -> PrivateKeyFactory.createKey(der));
    }
    if (!type.endsWith(SUFFIX)) {
      throw GoErrors.of("no private key data in PEM block of type ", type);
    }
    String kind = type.substring(0, type.length() - SUFFIX.length());
    return switch (kind) {
      case "RSA" -> parsed("parsing RSA private key from PEM", () -> rsa(der));
      case "EC" -> parsed("parsing EC private key from PEM", () -> ec(der));
      case "DSA" -> parsed("parsing DSA private key from PEM", () -> dsa(der));
      default -> throw GoErrors.of("invalid private key type ", kind);
    };
  }

  private interface Parse {
    AsymmetricKeyParameter get() throws IOException;
  }

  private static AsymmetricKeyParameter parsed(String words, Parse parse) {
    try {
      return parse.get();
    } catch (IOException | RuntimeException e) {
      // The parser's own words may quote the key.
      throw GoErrors.of(words + ": the content is not such a key");
    }
  }

  private static AsymmetricKeyParameter rsa(byte[] der) throws IOException {
    AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption);
    return PrivateKeyFactory.createKey(new PrivateKeyInfo(rsa, ASN1Sequence.getInstance(der)));
  }

  private static AsymmetricKeyParameter ec(byte[] der) throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(der);
    AlgorithmIdentifier ec =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject());
    return PrivateKeyFactory.createKey(new PrivateKeyInfo(ec, key));
  }

  private static AsymmetricKeyParameter dsa(byte[] der) {
    ASN1Sequence parts = ASN1Sequence.getInstance(der);
    BigInteger[] numbers = new BigInteger[parts.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ASN1Integer.getInstance(parts.getObjectAt(i)).getValue();
    }
    DSAParameters group = new DSAParameters(numbers[1], numbers[2], numbers[3]);
    return new DSAPrivateKeyParameters(numbers[5], group);
  }
}
