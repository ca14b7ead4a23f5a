package dev.sealer.cli.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.fingerprint.Fingerprints.Known;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.Scope;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FingerprintsTest {
  private static final SealedValueId PLACE =
      new SealedValueId("shop", "db", Scope.STRICT, "password");
  private static final KeyFingerprint KEY =
      new KeyFingerprint("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  private static final KeyFingerprint OTHER_KEY =
      new KeyFingerprint("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB");

  private final String canary = "canary-" + UUID.randomUUID();
  private final SecretBytes value = SecretBytes.ofUtf8(canary);

  @TempDir private Path home = Path.of("");

  private Fingerprints fingerprints() {
    return Fingerprints.of(Map.of("HOME", home.toString()));
  }

  private Path state() {
    return home.resolve(".local/state/sealer");
  }

  private Known check(SealedValueId place, String ciphertext, KeyFingerprint key, SecretBytes of) {
    return fingerprints().check(place, ciphertext, key, of);
  }

  private void remember(String ciphertext) {
    Fingerprints fingerprints = fingerprints();
    fingerprints.remember(PLACE, ciphertext, KEY, value);
    fingerprints.save();
    assertThat(fingerprints.trouble()).isEmpty();
  }

  @Test
  void anItemIsKnownForExactlyWhatItIs() {
    remember("AgB");
    assertThat(check(PLACE, "AgB", KEY, value)).isEqualTo(Known.SAME);
    assertThat(check(PLACE, "AgB", KEY, SecretBytes.ofUtf8("other"))).isEqualTo(Known.OTHER_VALUE);
    assertThat(check(PLACE, "AgB", OTHER_KEY, value)).isEqualTo(Known.OTHER_CERTIFICATE);
    assertThat(check(PLACE, "AgC", KEY, value)).isEqualTo(Known.NOTHING);
    List<SealedValueId> elsewhere =
        List.of(
            new SealedValueId("shopd", "b", Scope.STRICT, "password"),
            new SealedValueId("shop", "db2", Scope.STRICT, "password"),
            new SealedValueId("shop", "db", Scope.NAMESPACE_WIDE, "password"),
            new SealedValueId("shop", "db", Scope.STRICT, "user"));
    assertThat(elsewhere)
        .allSatisfy(place -> assertThat(check(place, "AgB", KEY, value)).isEqualTo(Known.NOTHING));
  }

  @Test
  void equalValuesOfOneKeyHaveOneFingerprintAndOthersNot() {
    remember("AgB");
    remember("AgC");
    ValueFingerprint one = fingerprints().ofItem(PLACE, "AgB").orElseThrow();
    assertThat(one.matches(fingerprints().ofItem(PLACE, "AgC").orElseThrow())).isTrue();
    assertThat(one.matches(fingerprints().ofValue(PLACE, value).orElseThrow())).isTrue();
    SealedValueId user = new SealedValueId("shop", "db", Scope.STRICT, "user");
    assertThat(one.matches(fingerprints().ofValue(user, value).orElseThrow())).isFalse();
  }

  @Test
  void anotherUsersKeyGivesOtherFingerprints() {
    remember("AgB");
    Fingerprints other =
        Fingerprints.of(Map.of("XDG_STATE_HOME", home.resolve("other").toString()));
    assertThat(other.ofValue(PLACE, value).orElseThrow().shown())
        .isNotEqualTo(fingerprints().ofValue(PLACE, value).orElseThrow().shown());
    assertThat(other.check(PLACE, "AgB", KEY, value)).isEqualTo(Known.NOTHING);
  }

  private Path records() throws IOException {
    try (Stream<Path> files = Files.list(state().resolve("fingerprints"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aChangedRecordIsNotBelieved() throws IOException {
    remember("AgB");
    byte[] genuine = Files.readAllBytes(records());
    for (int at : List.of(32, 64, 100)) {
      byte[] changed = genuine.clone();
      changed[at] ^= 1;
      Files.write(records(), changed);
      assertThat(check(PLACE, "AgB", KEY, value)).isEqualTo(Known.NOTHING);
    }
  }

  @Test
  void aRecordThatWasCutShortCostsItselfOnly() throws IOException {
    remember("AgB");
    Files.write(records(), new byte[50], StandardOpenOption.APPEND);
    remember("AgC");
    assertThat(check(PLACE, "AgB", KEY, value)).isEqualTo(Known.SAME);
    assertThat(check(PLACE, "AgC", KEY, value)).isEqualTo(Known.SAME);
  }

  @Test
  void theNewestRecordsAreKept() throws IOException {
    Fingerprints fingerprints = fingerprints();
    for (int i = 0; i < 9000; i++) {
      fingerprints.remember(PLACE, "Ag" + i, KEY, value);
    }
    fingerprints.save();
    assertThat(Files.size(records())).isEqualTo(4096 * 128);
    assertThat(check(PLACE, "Ag8999", KEY, value)).isEqualTo(Known.SAME);
    assertThat(check(PLACE, "Ag0", KEY, value)).isEqualTo(Known.NOTHING);
  }

  @Test
  void onlyTheUserMayReadAndNoValueIsThere() throws IOException {
    remember("AgB");
    try (Stream<Path> files = Files.walk(state())) {
      for (Path file : files.toList()) {
        String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(expected);
        if (Files.isRegularFile(file)) {
          assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .doesNotContain(canary);
        }
      }
    }
  }

  @Test
  void aKeyThatCannotBeTrustedMakesEverythingUnknown() throws IOException {
    remember("AgB");
    Path key = state().resolve("fingerprint.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Fingerprints open = fingerprints();
    assertThat(open.check(PLACE, "AgB", KEY, value)).isEqualTo(Known.NOTHING);
    assertThat(open.trouble().orElseThrow()).contains("can be read by others");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.write(key, new byte[3]);
    Fingerprints damaged = fingerprints();
    assertThat(damaged.ofValue(PLACE, value)).isEmpty();
    assertThat(damaged.trouble().orElseThrow()).contains("damaged");
  }

  @Test
  void withoutAHomeNothingIsRemembered() {
    Fingerprints nowhere = Fingerprints.of(Map.of("HOME", "relative"));
    nowhere.remember(PLACE, "AgB", KEY, value);
    nowhere.save();
    assertThat(nowhere.check(PLACE, "AgB", KEY, value)).isEqualTo(Known.NOTHING);
    assertThat(nowhere.trouble()).isPresent();
  }
}
