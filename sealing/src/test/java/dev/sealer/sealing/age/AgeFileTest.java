package dev.sealer.sealing.age;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeFileTest {

  private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);
  private static final int CHUNK = 1 << 16;

  private final SecureRandom random = new SecureRandom();
  private final X25519Identity identity = X25519Identity.generate(random);
  private final X25519Identity stranger = X25519Identity.generate(random);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7})
  void whatWasEncryptedComesBack(int length) {
    byte[] plain = canary(length);

    byte[] file = AgeFile.encrypt(SecretBytes.copyOf(plain), List.of(identity.recipient()), random);

    assertThat(open(file, identity)).isEqualTo(plain);
  }

  @Test
  void eachOfSeveralRecipientsOpensIt() {
    SecretBytes passphrase = SecretBytes.ofUtf8("canary-passphrase-71ce");
    byte[] file =
        AgeFile.encrypt(
            SecretBytes.copyOf(canary(50)),
            List.of(identity.recipient(), new PassphraseRecipient(passphrase, CHEAP)),
            random);

    assertThat(open(file, identity)).isEqualTo(canary(50));
    assertThat(open(file, new PassphraseIdentity(passphrase))).isEqualTo(canary(50));
  }

  @Test
  void anotherIdentityDoesNotOpenIt() {
    byte[] file =
        AgeFile.encrypt(SecretBytes.copyOf(canary(50)), List.of(identity.recipient()), random);

    assertThat(AgeFile.decrypt(file, List.of(stranger))).isInstanceOf(AgeFile.NotForUs.class);
  }

  @Test
  void anotherPassphraseDoesNotOpenIt() {
    byte[] file =
        AgeFile.encrypt(
            SecretBytes.copyOf(canary(50)),
            List.of(new PassphraseRecipient(SecretBytes.ofUtf8("canary-right"), CHEAP)),
            random);

    assertThat(
            AgeFile.decrypt(
                file, List.of(new PassphraseIdentity(SecretBytes.ofUtf8("canary-wrong")))))
        .isInstanceOf(AgeFile.NotForUs.class);
  }

  @Test
  void aChangedByteAnywhereIsNoticed() {
    byte[] file =
        AgeFile.encrypt(SecretBytes.copyOf(canary(300)), List.of(identity.recipient()), random);

    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= 1;
      assertThat(AgeFile.decrypt(changed, List.of(identity)))
          .as("byte %d changed", i)
          .isNotInstanceOf(AgeFile.Opened.class);
    }
  }

  @Test
  void aCutFileIsNoticed() {
    byte[] file =
        AgeFile.encrypt(
            SecretBytes.copyOf(canary(2 * CHUNK)), List.of(identity.recipient()), random);

    for (int length : new int[] {0, 10, 150, 300, CHUNK, CHUNK + 232, file.length - 1}) {
      assertThat(AgeFile.decrypt(Arrays.copyOf(file, length), List.of(identity)))
          .as("cut to %d", length)
          .isNotInstanceOf(AgeFile.Opened.class);
    }
  }

  @Test
  void identitiesAndRecipientsSurviveTheirTextForms() {
    try (SecretBytes text = identity.export();
        X25519Identity again = X25519Identity.parse(text)) {
      assertThat(again.recipient()).hasToString(identity.recipient().toString());
      assertThat(X25519Recipient.parse(again.recipient().toString()))
          .hasToString(identity.recipient().toString());
    }
  }

  @Test
  void aMistypedRecipientIsRefusedWithoutItsText() {
    String recipient = identity.recipient().toString();
    String typo =
        recipient.substring(0, 10)
            + (recipient.charAt(10) == 'q' ? 'p' : 'q')
            + recipient.substring(11);

    assertThatThrownBy(() -> X25519Recipient.parse(typo))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("checksum");
    assertThatThrownBy(() -> X25519Recipient.parse("ssh-ed25519 AAAA"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, 1, 1",
    "262145, 1, 1",
    "65536, 17, 1",
    "65536, 2147483647, 1",
    "65536, 1, 17",
    "0, 1, 1",
    "-1, 1, 1",
    "many, 1, 1"
  })
  void aHostileCostIsRefusedBeforeItIsPaid(String memory, String iterations, String lanes) {
    assertThat(openWithPassphrase(List.of(stanza(memory, iterations, lanes))))
        .isInstanceOf(AgeFile.Malformed.class);
  }

  @Test
  void aCostIsPaidOnceAtMost() {
    Stanza stanza = stanza("64", "1", "1");

    assertThat(openWithPassphrase(List.of(stanza, stanza)))
        .isEqualTo(new AgeFile.Malformed("the header has more than one passphrase"));
  }

  @Test
  void armorIsTakenOff() {
    byte[] file =
        AgeFile.encrypt(SecretBytes.copyOf(canary(300)), List.of(identity.recipient()), random);
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(file);
    String armored =
        "-----BEGIN AGE ENCRYPTED FILE-----\n" + body + "\n-----END AGE ENCRYPTED FILE-----\n";

    assertThat(open(armored.getBytes(US_ASCII), identity)).isEqualTo(canary(300));
    assertThat(AgeFile.stanzaTypes(armored.getBytes(US_ASCII))).containsExactly("X25519");
    assertThat(
            AgeFile.decrypt(
                armored.substring(0, armored.length() - 9).getBytes(US_ASCII), List.of(identity)))
        .isInstanceOf(AgeFile.Malformed.class);
  }

  private static Stanza stanza(String memory, String iterations, String lanes) {
    return new Stanza(
        PassphraseRecipient.STANZA_TYPE,
        List.of(AgeHeader.base64(new byte[16]), memory, iterations, lanes),
        new byte[32]);
  }

  private static AgeFile.Opening openWithPassphrase(List<Stanza> stanzas) {
    String header =
        new String(AgeHeader.encode(AgeHeader.authenticatedPart(stanzas), new byte[32]), US_ASCII);
    return AgeFile.decrypt(
        (header + "x".repeat(64)).getBytes(US_ASCII),
        List.of(new PassphraseIdentity(SecretBytes.ofUtf8("canary"))));
  }

  @Test
  void garbageIsMalformed() {
    Random garbage = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      byte[] file = new byte[garbage.nextInt(400)];
      garbage.nextBytes(file);
      assertThat(AgeFile.decrypt(file, List.of(identity))).isInstanceOf(AgeFile.Malformed.class);
    }
  }

  private static byte[] open(byte[] file, AgeIdentity with) {
    AgeFile.Opening opening = AgeFile.decrypt(file, List.of(with));
    assertThat(opening).isInstanceOf(AgeFile.Opened.class);
    try (SecretBytes plain = ((AgeFile.Opened) opening).plaintext()) {
      return plain.reveal(byte[]::clone);
    }
  }

  private static byte[] canary(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
