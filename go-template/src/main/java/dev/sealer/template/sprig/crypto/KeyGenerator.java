package dev.sealer.template.sprig.crypto;

import dev.sealer.template.context.CallContext;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.DSAKeyPairGenerator;
import org.bouncycastle.crypto.generators.DSAParametersGenerator;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.DSAParameterGenerationParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;

/** Makes private keys from a rendering's randomness; the time limit ends the search for primes. */
final class KeyGenerator {

  private static final int RSA_CERTAINTY = 100;
  private static final int DSA_CERTAINTY = 80;

  private KeyGenerator() {}

  static AsymmetricKeyParameter rsa(CallContext context, int bits) {
    SecureRandom random = new InterruptibleRandom(context);
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(BigInteger.valueOf(65_537), random, bits, RSA_CERTAINTY));
    return privateKey(generator);
  }

  static AsymmetricKeyParameter ecdsa(SecureRandom random) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    ECNamedDomainParameters curve = ECNamedDomainParameters.lookup(X9ObjectIdentifiers.prime256v1);
    generator.init(new ECKeyGenerationParameters(curve, random));
    return privateKey(generator);
  }

  static AsymmetricKeyParameter ed25519(SecureRandom random) {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(random));
    return privateKey(generator);
  }

  /** 2048 and 256 bits, with a group of its own. */
  static AsymmetricKeyParameter dsa(CallContext context) {
    SecureRandom random = new InterruptibleRandom(context);
    DSAParametersGenerator groups = new DSAParametersGenerator(SHA256Digest.newInstance());
    groups.init(new DSAParameterGenerationParameters(2048, 256, DSA_CERTAINTY, random));
    DSAKeyPairGenerator generator = new DSAKeyPairGenerator();
    generator.init(new DSAKeyGenerationParameters(random, groups.generateParameters()));
    return privateKey(generator);
  }

  private static AsymmetricKeyParameter privateKey(AsymmetricCipherKeyPairGenerator generator) {
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    return pair.getPrivate();
  }
}
