package dev.sealer.template.sprig.crypto;

import dev.sealer.template.sprig.base.GoErrors;
import java.security.SecureRandom;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcContentSignerBuilder;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.operator.bc.BcRSAContentSignerBuilder;

/** The public half of a private key, and the signature algorithm that Go chooses for it. */
final class Signing {

  private Signing() {}

  static AsymmetricKeyParameter publicKey(AsymmetricKeyParameter key) {
    return switch (key) {
      case RSAPrivateCrtKeyParameters rsa ->
          new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
      case ECPrivateKeyParameters ec -> {
        ECDomainParameters curve = ec.getParameters();
        yield new ECPublicKeyParameters(curve.getG().multiply(ec.getD()), curve);
      }
      case Ed25519PrivateKeyParameters ed -> ed.generatePublicKey();
      default -> throw unsupported();
    };
  }

  private static RuntimeException unsupported() {
    return GoErrors.of(
        "error creating certificate: x509: only RSA, ECDSA and Ed25519 keys supported");
  }

  static ContentSigner signer(AsymmetricKeyParameter key, SecureRandom random)
      throws OperatorCreationException {
    return switch (key) {
      case RSAPrivateCrtKeyParameters rsa ->
          new BcRSAContentSignerBuilder(algorithm("SHA256withRSA"), digest("SHA256withRSA"))
              .setSecureRandom(random)
              .build(rsa);
      case ECPrivateKeyParameters ec -> {
        String name = ecAlgorithm(ec.getParameters().getN().bitLength());
        yield new BcECContentSignerBuilder(algorithm(name), digest(name))
            .setSecureRandom(random)
            .build(ec);
      }
      case Ed25519PrivateKeyParameters ed -> new Ed25519Builder().build(ed);
      default -> throw unsupported();
    };
  }

  private static String ecAlgorithm(int bits) {
    if (bits <= 256) {
      return "SHA256withECDSA";
    }
    return bits <= 384 ? "SHA384withECDSA" : "SHA512withECDSA";
  }

  private static AlgorithmIdentifier algorithm(String name) {
    return new DefaultSignatureAlgorithmIdentifierFinder().find(name);
  }

  private static AlgorithmIdentifier digest(String name) {
    return new DefaultDigestAlgorithmIdentifierFinder().find(algorithm(name));
  }

  /** Bouncy Castle has no builder of its own for Ed25519. */
  private static final class Ed25519Builder extends BcContentSignerBuilder {

    Ed25519Builder() {
      super(
          new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
          new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519));
    }

    @Override
    protected Signer createSigner(AlgorithmIdentifier signature, AlgorithmIdentifier digest) {
      return new Ed25519Signer();
    }
  }
}
