package dev.sealer.template.upstream;

import dev.sealer.template.context.Budget;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/** The password of a PKCS #12 store, which encrypts and authenticates it. */
final class StorePassword {

  private static final String MODERN = "PBEWithHmacSHA256AndAES_256";
  private static final int ITERATIONS = 2048;
  private static final int SALT = 16;
  private static final int ITERATIONS_A_POINT = 1000;
  private static final Map<ASN1ObjectIdentifier, String> MACS =
      Map.of(
          OIWObjectIdentifiers.idSHA1, "HmacPBESHA1",
          NISTObjectIdentifiers.id_sha224, "HmacPBESHA224",
          NISTObjectIdentifiers.id_sha256, "HmacPBESHA256",
          NISTObjectIdentifiers.id_sha384, "HmacPBESHA384",
          NISTObjectIdentifiers.id_sha512, "HmacPBESHA512");

  private final SecretKey key;
  private final Budget budget;

  /** Charges the iterations to the budget, because a hostile store asks for many. */
  StorePassword(String password, Budget budget) throws GeneralSecurityException {
    this.key =
        SecretKeyFactory.getInstance("PBE").generateSecret(new PBEKeySpec(password.toCharArray()));
    this.budget = budget;
  }

  byte[] decrypt(AlgorithmIdentifier algorithm, byte[] encrypted)
      throws GeneralSecurityException, IOException {
    boolean modern = algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2);
    charge(modern ? modernIterations(algorithm) : oldIterations(algorithm));
    String name = algorithm.getAlgorithm().getId();
    AlgorithmParameters parameters = AlgorithmParameters.getInstance(modern ? "PBES2" : name);
    parameters.init(algorithm.getParameters().toASN1Primitive().getEncoded());
    // The text of such parameters is the name of the cipher.
    Cipher cipher = Cipher.getInstance(modern ? parameters.toString() : name);
    cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    return cipher.doFinal(encrypted);
  }

  private static BigInteger modernIterations(AlgorithmIdentifier algorithm) {
    PBES2Parameters parameters = PBES2Parameters.getInstance(algorithm.getParameters());
    return PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters())
        .getIterationCount();
  }

  private static BigInteger oldIterations(AlgorithmIdentifier algorithm) {
    return PKCS12PBEParams.getInstance(algorithm.getParameters()).getIterations();
  }

  private void charge(BigInteger iterations) {
    boolean isSmall = iterations.bitLength() < Integer.SIZE;
    budget.expensive(isSmall ? 1 + iterations.intValue() / ITERATIONS_A_POINT : Integer.MAX_VALUE);
  }

  /** AES with 256 bits, the key by PBKDF2 with SHA-256; of any content. */
  EncryptedPrivateKeyInfo encrypt(SecureRandom random, byte[] content)
      throws GeneralSecurityException, IOException {
    IvParameterSpec start = new IvParameterSpec(bytes(random));
    Cipher cipher = Cipher.getInstance(MODERN);
    cipher.init(
        Cipher.ENCRYPT_MODE, key, new PBEParameterSpec(bytes(random), ITERATIONS, start), random);
    ASN1Primitive parameters = ASN1Primitive.fromByteArray(cipher.getParameters().getEncoded());
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters);
    return new EncryptedPrivateKeyInfo(algorithm, cipher.doFinal(content));
  }

  /** Returns whether the content is what the mark was made of, with this password. */
  boolean proves(MacData mark, byte[] content) throws GeneralSecurityException {
    charge(mark.getIterationCount());
    DigestInfo expected = mark.getMac();
    String name = MACS.get(expected.getAlgorithmId().getAlgorithm());
    if (name == null) {
      throw new GeneralSecurityException("unknown digest");
    }
    byte[] actual = mac(name, mark.getSalt(), mark.getIterationCount().intValue(), content);
    return MessageDigest.isEqual(expected.getDigest(), actual);
  }

  MacData mark(SecureRandom random, byte[] content) throws GeneralSecurityException {
    byte[] salt = bytes(random);
    byte[] mac = mac("HmacPBESHA256", salt, ITERATIONS, content);
    AlgorithmIdentifier digest = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    return new MacData(new DigestInfo(digest, mac), salt, ITERATIONS);
  }

  private byte[] mac(String name, byte[] salt, int iterations, byte[] content)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(name);
    mac.init(key, new PBEParameterSpec(salt, iterations));
    return mac.doFinal(content);
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[SALT];
    random.nextBytes(bytes);
    return bytes;
  }
}
