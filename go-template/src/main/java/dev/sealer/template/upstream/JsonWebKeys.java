package dev.sealer.template.upstream;

import dev.sealer.gocompat.GoPem;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.json.JsonDecoder;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.StringValue;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** JSON web keys (RFC 7517) as PEM: RSA, EC and Ed25519. */
final class JsonWebKeys {

  private final MapValue fields;

  private JsonWebKeys(MapValue fields) {
    this.fields = fields;
  }

  private static JsonWebKeys parse(String json) {
    if (JsonDecoder.decode(json) instanceof MapValue fields) {
      return new JsonWebKeys(fields);
    }
    throw GoErrors.of("the JSON web key is not an object");
  }

  static String publicKey(String json) {
    try {
      AsymmetricKeyParameter key = parse(json).publicParameters();
      byte[] der = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded();
      return GoPem.encodeToString("PUBLIC KEY", der);
    } catch (IOException | IllegalArgumentException e) {
      throw GoErrors.of("the JSON web key is not a public key");
    }
  }

  static String privateKey(String json) {
    try {
      AsymmetricKeyParameter key = parse(json).privateParameters();
      return PemKeys.pem(key);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw GoErrors.of("the JSON web key is not a private key");
    }
  }

  private AsymmetricKeyParameter publicParameters() {
    return switch (text("kty")) {
      case "RSA" -> new RSAKeyParameters(false, number("n"), number("e"));
      case "EC" -> {
        ECNamedDomainParameters curve = curve();
        yield new ECPublicKeyParameters(
            curve.getCurve().createPoint(number("x"), number("y")), curve);
      }
      case "OKP" -> new Ed25519PublicKeyParameters(ed25519("x"), 0);
      default -> throw GoErrors.of("the JSON web key has an unknown type (kty)");
    };
  }

  private AsymmetricKeyParameter privateParameters() {
    return switch (text("kty")) {
      case "RSA" -> rsaPrivateParameters();
      case "EC" -> new ECPrivateKeyParameters(number("d"), curve());
      case "OKP" -> new Ed25519PrivateKeyParameters(ed25519("d"), 0);
      default -> throw GoErrors.of("the JSON web key has an unknown type (kty)");
    };
  }

  /** Reads a private key, whose precomputed values may be missing. */
  private AsymmetricKeyParameter rsaPrivateParameters() {
    BigInteger d = number("d");
    BigInteger p = number("p");
    BigInteger q = number("q");
    return new RSAPrivateCrtKeyParameters(
        number("n"),
        number("e"),
        d,
        p,
        q,
        d.mod(p.subtract(BigInteger.ONE)),
        d.mod(q.subtract(BigInteger.ONE)),
        q.modInverse(p));
  }

  private byte[] ed25519(String name) {
    if (!text("crv").equals("Ed25519")) {
      throw GoErrors.of("the JSON web key has an unknown curve (crv)");
    }
    return bytes(name);
  }

  private ECNamedDomainParameters curve() {
    ASN1ObjectIdentifier id =
        switch (text("crv")) {
          case "P-256" -> X9ObjectIdentifiers.prime256v1;
          case "P-384" -> SECObjectIdentifiers.secp384r1;
          case "P-521" -> SECObjectIdentifiers.secp521r1;
          default -> throw GoErrors.of("the JSON web key has an unknown curve (crv)");
        };
    return ECNamedDomainParameters.lookup(id);
  }

  private String text(String name) {
    if (fields.get(name) instanceof StringValue text) {
      return text.text();
    }
    throw GoErrors.of("the JSON web key has no \"" + name + "\"");
  }

  private byte[] bytes(String name) {
    // Some writers use the usual alphabet.
    return Base64.getUrlDecoder().decode(text(name).replace('+', '-').replace('/', '_'));
  }

  private BigInteger number(String name) {
    return new BigInteger(1, bytes(name));
  }
}
