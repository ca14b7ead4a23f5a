package dev.sealer.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealing.ParsedItem.Malformed;
import dev.sealer.sealing.ParsedItem.Parsed;
import dev.sealer.sealing.ParsedItem.Reason;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.UnsealResult.NotOpened;
import dev.sealer.sealing.unseal.UnsealResult.Unsealed;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.secret.SecretBytes;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SealAndUnsealTest {

  private static final Sealer SEALER = new Sealer(TestKeys.RSA_2048.certificate());
  private static final KeyRing BOTH =
      KeyRing.of(List.of(TestKeys.RSA_4096.key(), TestKeys.RSA_2048.key()));
  private static final Unsealer UNSEALER = new Unsealer(BOTH, PrivateKeyOperation.fastest());
  private static final SealingLabel LABEL = Scope.STRICT.label("payments", "db-login");

  @Property(tries = 200)
  void whatIsSealedOpensWithTheSameLabel(
      @ForAll @Size(max = 5000) byte[] value,
      @ForAll Scope scope,
      @ForAll @NotEmpty String namespace,
      @ForAll @NotEmpty String name) {
    SealingLabel label = scope.label(namespace, name);

    assertThat(open(reread(seal(value, label)), label)).isEqualTo(value);
  }

  @Property(tries = 100)
  void nothingOpensWithAnotherLabel(@ForAll byte[] value, @ForAll @NotEmpty String other) {
    SealedItem item = seal(value, LABEL);

    assertThat(UNSEALER.unseal(item, new SealingLabel(LABEL.text() + other), null))
        .isInstanceOf(NotOpened.class);
  }

  @Property(tries = 200)
  void aFlippedBitNeverOpens(@ForAll @IntRange(min = 16, max = 2500) int bit) {
    byte[] bytes = seal(new byte[64], LABEL).toBytes();
    int index = bit % (bytes.length * Byte.SIZE - 16) + 16;
    bytes[index / Byte.SIZE] ^= (byte) (1 << index % Byte.SIZE);

    assertThat(SealedItem.parse(bytes))
        .isInstanceOfSatisfying(
            Parsed.class,
            parsed ->
                assertThat(UNSEALER.unseal(parsed.item(), LABEL, null))
                    .isInstanceOf(NotOpened.class));
  }

  @Property
  void anyBytesAreReadOrRefusedWithoutFailing(@ForAll byte[] bytes) {
    assertThat(SealedItem.parse(bytes)).isNotNull();
  }

  @Test
  void neverGivesTheSameItemTwice() {
    byte[] value = {1, 2, 3};

    assertThat(seal(value, LABEL).toBase64()).isNotEqualTo(seal(value, LABEL).toBase64());
  }

  @Test
  void addsTheOverheadOfTheFormatOnly() {
    SealedItem item = seal(new byte[100], LABEL);

    assertThat(item.toBytes()).hasSize(2 + 256 + 100 + 16).startsWith(1, 0);
    assertThat(item.toBase64()).startsWith("AQ");
  }

  @Test
  void aShortKeyGivesShortItemsThatOpen() {
    Unsealer unsealer =
        new Unsealer(KeyRing.of(List.of(TestKeys.RSA_1024.key())), PrivateKeyOperation.fastest());
    try (SecretBytes nothing = SecretBytes.copyOf(new byte[0])) {
      SealedItem item = new Sealer(TestKeys.RSA_1024.certificate()).seal(nothing, LABEL);

      assertThat(item.toBytes()).hasSize(2 + 128 + 16).startsWith(0, 128);
      assertThat(unsealer.unseal(item, LABEL, null)).isInstanceOf(Unsealed.class);
    }
  }

  @Test
  void refusesOversizedInput() {
    assertThat(SealedItem.parse(new byte[SealedItem.MAX_BYTES + 1]))
        .isInstanceOfSatisfying(
            Malformed.class, it -> assertThat(it.reason()).isEqualTo(Reason.OVERSIZED));
    assertThat(SealedItem.parseBase64("A".repeat(2 * SealedItem.MAX_BYTES + 1)))
        .isInstanceOfSatisfying(
            Malformed.class, it -> assertThat(it.reason()).isEqualTo(Reason.OVERSIZED));
  }

  @Test
  void saysWhichKeyOpened() {
    UnsealResult result =
        UNSEALER.unseal(seal(new byte[1], LABEL), LABEL, TestKeys.RSA_2048.fingerprint());

    assertThat(result)
        .isInstanceOfSatisfying(
            Unsealed.class,
            it -> assertThat(it.openedBy()).isEqualTo(TestKeys.RSA_2048.fingerprint()));
  }

  @Test
  void aHintThatIsNotInTheRingIsIgnored() {
    UnsealResult result =
        UNSEALER.unseal(seal(new byte[1], LABEL), LABEL, new KeyFingerprint("SHA256:gone"));

    assertThat(result).isInstanceOf(Unsealed.class);
  }

  @Test
  void anEmptyRingOpensNothing() {
    Unsealer none = new Unsealer(KeyRing.of(List.of()), PrivateKeyOperation.fastest());

    assertThat(none.unseal(seal(new byte[1], LABEL), LABEL, null)).isInstanceOf(NotOpened.class);
  }

  private static SealedItem seal(byte[] value, SealingLabel label) {
    try (SecretBytes secret = SecretBytes.copyOf(value)) {
      return SEALER.seal(secret, label);
    }
  }

  private static SealedItem reread(SealedItem item) {
    return switch (SealedItem.parseBase64(item.toBase64())) {
      case Parsed parsed -> parsed.item();
      case Malformed malformed -> throw new AssertionError(malformed.detail());
    };
  }

  private static byte[] open(SealedItem item, SealingLabel label) {
    return switch (UNSEALER.unseal(item, label, null)) {
      case Unsealed unsealed -> unsealed.value().<byte[]>reveal(byte[]::clone);
      case NotOpened _ -> throw new AssertionError("did not open");
    };
  }
}
