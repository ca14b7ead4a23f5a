package dev.sealer.sealing.unseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.sealing.ItemCrypto;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.TestKeys;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.testbed.tools.Prerequisites;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract that both implementations keep, and that they keep it alike. */
class PrivateKeyOperationTest {

  private static final SealingLabel LABEL = new SealingLabel("payments/db-login");
  private static final byte[] MESSAGE = HexFormat.of().parseHex("00".repeat(16) + "5a".repeat(16));

  static Stream<PrivateKeyOperation> operations() {
    return Stream.concat(
        Stream.of(new JdkPrivateKeyOperation()),
        CorrettoPrivateKeyOperation.load().map(it -> (PrivateKeyOperation) it).stream());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void opensWithTheLabelItWasMadeWith(PrivateKeyOperation operation) throws Exception {
    for (String label : new String[] {"", "payments", "payments/db-login", "ä/ß"}) {
      SealingLabel bound = new SealingLabel(label);
      for (SealingKeyPair pair : new SealingKeyPair[] {TestKeys.RSA_2048, TestKeys.RSA_4096}) {
        assertThat(operation.prepare(pair.key()).decrypt(encrypt(pair, bound), bound))
            .isEqualTo(MESSAGE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void opensAnEmptyMessage(PrivateKeyOperation operation) throws Exception {
    byte[] block = encrypt(TestKeys.RSA_2048, LABEL, new byte[0]);

    assertThat(operation.prepare(TestKeys.RSA_2048.key()).decrypt(block, LABEL)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyFailureLooksTheSame(PrivateKeyOperation operation) throws Exception {
    PrivateSealingKey key = TestKeys.RSA_2048.key();
    byte[] good = encrypt(TestKeys.RSA_2048, LABEL);
    byte[] modulus = unsigned(key.jca().getModulus(), 256);
    byte[] leadingByteSet = raw(TestKeys.RSA_2048, BigInteger.ONE.shiftLeft(2041));

    assertFails(operation, key, good, new SealingLabel("payments/other"));
    assertFails(operation, key, encrypt(TestKeys.RSA_2048, new SealingLabel("")), LABEL);
    assertFails(operation, key, modulus, LABEL);
    assertFails(operation, key, leadingByteSet, LABEL);
    assertFails(operation, key, new byte[256], LABEL);
    assertFails(operation, key, new byte[0], LABEL);
    assertFails(operation, key, Arrays.copyOf(good, 255), LABEL);
    assertFails(operation, key, Arrays.copyOf(good, 257), LABEL);
    assertFails(operation, key, encrypt(TestKeys.RSA_4096, LABEL), LABEL);
  }

  @Test
  void correttoServesWhereItLoads() {
    requireCorretto();

    assertThat(PrivateKeyOperation.fastest().provider()).isEqualTo("AmazonCorrettoCryptoProvider");
  }

  /**
   * The blocks are encrypted with the public key from mutated encodings, so that the mutation
   * reaches the padding instead of being scrambled by the exponentiation; every fourth mutates the
   * ciphertext itself. With {@code -Pdeep} there are eight times as many.
   */
  @ParameterizedTest
  @CsvSource({"1024, 11500", "2048, 1000"})
  void bothAgreeOnMutatedBlocks(int bits, int least) throws Exception {
    requireCorretto();
    int mutations = least * Integer.getInteger("fuzz.factor", 1);
    SealingKeyPair pair = bits == 1024 ? TestKeys.RSA_1024 : TestKeys.RSA_2048;
    PrivateKeyOperation.Prepared jdk = new JdkPrivateKeyOperation().prepare(pair.key());
    PrivateKeyOperation.Prepared corretto =
        CorrettoPrivateKeyOperation.load().orElseThrow().prepare(pair.key());
    assertThat(corretto.getClass()).isNotEqualTo(jdk.getClass());
    byte[] good = encrypt(pair, LABEL);
    byte[] encoded = unsigned(decryptRaw(pair.key(), good), bits / Byte.SIZE);
    Random random = new Random(20_260_301);

    int opened = 0;
    for (int i = 0; i < mutations; i++) {
      byte[] block =
          i % 4 == 0
              ? mutated(good, random)
              : raw(pair, new BigInteger(1, mutated(encoded, random)));
      String expected = outcome(jdk, block);
      assertThat(outcome(corretto, block)).as("mutation %d", i).isEqualTo(expected);
      opened += expected.equals("failed") ? 0 : 1;
    }
    // Some mutations leave the block as it was; if many did, this would test nothing.
    assertThat(opened).isBetween(1, mutations / 4);
  }

  private static String outcome(PrivateKeyOperation.Prepared key, byte[] block) {
    try {
      return HexFormat.of().formatHex(key.decrypt(block, LABEL));
    } catch (UnwrapFailedException e) {
      return "failed";
    }
  }

  private static byte[] mutated(byte[] source, Random random) {
    byte[] mutated = source.clone();
    for (int count = random.nextInt(3); count >= 0; count--) {
      mutate(mutated, random);
    }
    return mutated;
  }

  private static void mutate(byte[] block, Random random) {
    int at = random.nextInt(block.length);
    switch (random.nextInt(5)) {
      case 0 -> block[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      case 1 -> block[at] = (byte) random.nextInt();
      case 2 -> block[0] = (byte) random.nextInt(Byte.MAX_VALUE);
      case 3 -> block[0] = 0;
      default -> Arrays.fill(block, at, block.length, (byte) 0);
    }
  }

  private static void assertFails(
      PrivateKeyOperation operation, PrivateSealingKey key, byte[] block, SealingLabel label) {
    assertThatThrownBy(() -> operation.prepare(key).decrypt(block, label))
        .isInstanceOf(UnwrapFailedException.class)
        .hasMessage("the RSA block does not open")
        .hasNoCause();
  }

  private static byte[] encrypt(SealingKeyPair pair, SealingLabel label)
      throws GeneralSecurityException {
    return encrypt(pair, label, MESSAGE);
  }

  private static byte[] encrypt(SealingKeyPair pair, SealingLabel label, byte[] message)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ItemCrypto.KEY_TRANSPORT);
    cipher.init(Cipher.ENCRYPT_MODE, pair.certificate().publicKey(), ItemCrypto.oaep(label));
    return cipher.doFinal(message);
  }

  private static byte[] raw(SealingKeyPair pair, BigInteger encoded) {
    BigInteger modulus = pair.key().jca().getModulus();
    return unsigned(
        encoded.mod(modulus).modPow(pair.key().jca().getPublicExponent(), modulus),
        pair.key().modulusBytes());
  }

  private static BigInteger decryptRaw(PrivateSealingKey key, byte[] block) {
    return new BigInteger(1, block).modPow(key.jca().getPrivateExponent(), key.jca().getModulus());
  }

  private static byte[] unsigned(BigInteger value, int length) {
    byte[] signed = value.toByteArray();
    byte[] out = new byte[length];
    int take = Math.min(signed.length, length);
    System.arraycopy(signed, signed.length - take, out, length - take, take);
    return out;
  }

  private static void requireCorretto() {
    if (CorrettoPrivateKeyOperation.load().isEmpty()) {
      throw Prerequisites.unavailable(
          "PrivateKeyOperationTest", "the native library is for Linux on x86_64 only");
    }
  }
}
