package dev.sealer.sealing.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyBackupTest {

  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final ClusterIdentity CLUSTER =
      new ClusterIdentity("1b2c", "https://cluster.example.com", "sealer-system");
  private static final SealingKeyPair OLD = pair(JANUARY);
  private static final SealingKeyPair NEW = pair(JANUARY.plus(Duration.ofDays(30)));

  @Test
  void everythingComesBack() {
    BackedUpKey old =
        key(
            new BackedUpKey.Shape(
                "sealed-secrets-key",
                "kubernetes.io/tls",
                true,
                JANUARY,
                Map.of(),
                Map.of("note", "made by hand")),
            OLD);
    BackedUpKey current = key(shape("sealed-secrets-keyabcde", "active"), NEW);
    try (KeyBackup backup = KeyBackup.of(JANUARY, CLUSTER, List.of(old, current));
        SecretBytes document = backup.write();
        KeyBackup again = whole(KeyBackup.read(document))) {
      assertThat(again.manifest()).isEqualTo(backup.manifest());
      assertThat(again.keys())
          .extracting(BackedUpKey::name)
          .containsExactly("sealed-secrets-keyabcde", "sealed-secrets-key");
      assertThat(again.keys().getLast().shape()).isEqualTo(old.shape());
      assertThat(again.keys().getLast().data()).containsOnlyKeys("tls.key", "tls.crt", "ca.crt");
      old.data()
          .forEach((name, value) ->
              assertThat(value.matches(value(again.keys().getLast(), name))).isTrue());
      assertThat(again.current()).contains(again.keys().getFirst());
      assertThat(again.fingerprints())
          .containsExactlyInAnyOrder(OLD.fingerprint(), NEW.fingerprint());
    }
  }

  @Test
  void aKeyThatIsSetAsideIsNotTheOneToSealFor() {
    try (KeyBackup backup =
        KeyBackup.of(
            JANUARY,
            CLUSTER,
            List.of(key(shape("a", "active"), OLD), key(shape("b", "compromised"), NEW)))) {
      assertThat(backup.current().orElseThrow().name()).isEqualTo("a");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "formatVersion" : 1     | "formatVersion" : 2        | format version 2
          "formatVersion" : 1     | "formatVersion" : "1"      | formatVersion is missing or not a number
          "sha256:                | "sha256:00                 | checksum
          "bits" : 2048           | "bits" : 4096              | says something else of key a
          "status" : "active"     | "status" : "inactive"      | says something else of key a
          "secret" : "a"          | "secret" : "z"             | says something else of key z
          "backup" :              | "another" :                | not a backup of sealing keys
          "created" :             | "then" :                   | created is missing
          "kind" : "List"         | "kind" : "List", "kind":1  | not the JSON of a key backup
          "items" : [ {           | "items" : [ 7, {           | an item does not have the expected form
          "tls.key" : "           | "tls.kex" : "              | the Secret has no tls.key
          "tls.key" : "           | "tls.key" : "!             | not the JSON of a key backup
          """)
  void whatWasChangedIsNoticed(String from, String to, String reason) {
    try (KeyBackup backup =
            KeyBackup.of(JANUARY, CLUSTER, List.of(key(shape("a", "active"), OLD)));
        SecretBytes document = backup.write()) {
      String text = document.reveal(bytes -> new String(bytes, UTF_8));
      assertThat(text).contains(from);

      KeyBackup.Reading reading =
          KeyBackup.read(
              SecretBytes.ofUtf8(
                  text.replaceFirst(
                      java.util.regex.Pattern.quote(from),
                      java.util.regex.Matcher.quoteReplacement(to))));

      assertThat(reading).isInstanceOf(KeyBackup.Unusable.class);
      assertThat(((KeyBackup.Unusable) reading).reason()).contains(reason);
    }
  }

  @Test
  void theKeyOfAnotherCertificateIsNoticed() {
    assertThatThrownBy(() ->
            BackedUpKey.parse(
                shape("a", "active"),
                Map.of(
                    "tls.key",
                    OLD.key().toPem(),
                    "tls.crt",
                    SecretBytes.ofUtf8(NEW.certificate().toPem()))))
        .isInstanceOf(InvalidKeyMaterialException.class)
        .hasMessageContaining("the certificate is for key");
  }

  @Test
  void aListWithoutManifestIsNoBackup() {
    assertThat(KeyBackup.read(SecretBytes.ofUtf8("{\"kind\":\"List\",\"items\":[]}")))
        .isEqualTo(new KeyBackup.Unusable("not a backup of sealing keys: it has no manifest"));
    assertThat(KeyBackup.read(SecretBytes.ofUtf8(""))).isInstanceOf(KeyBackup.Unusable.class);
    assertThat(KeyBackup.read(SecretBytes.ofUtf8("{\"items\":[")))
        .isInstanceOf(KeyBackup.Unusable.class);
  }

  @Test
  void aKeySecretComesBackFromJson() {
    BackedUpKey key =
        key(
            new BackedUpKey.Shape(
                "",
                "kubernetes.io/tls",
                true,
                Instant.EPOCH,
                Map.of(KeySecret.LABEL, "active", "team", "platform"),
                Map.of("note", "made by hand")),
            OLD);
    ObjectNode secret = BackedUpKeyJson.write(key, "active");
    secret.withObject("/metadata/annotations").put("example.com/last-applied-configuration", "{}");

    try (key;
        BackedUpKey again = BackedUpKeyJson.read(secret)) {
      assertThat(again.shape()).isEqualTo(key.shape());
      assertThat(again.fingerprint()).isEqualTo(OLD.fingerprint());
      assertThat(again.data()).containsOnlyKeys("tls.key", "tls.crt", "ca.crt");
    }
  }

  @Test
  void aStatusIsWrittenAsTheLabelOfTheKey() {
    try (BackedUpKey key = key(shape("a", "active"), OLD)) {
      assertThat(BackedUpKeyJson.write(key, KeySecret.RESTORING).at("/metadata/labels"))
          .hasToString("{\"%s\":\"restoring\",\"team\":\"platform\"}".formatted(KeySecret.LABEL));
      assertThat(BackedUpKeyJson.write(key, "").at("/metadata/labels"))
          .hasToString("{\"team\":\"platform\"}");
    }
  }

  private static KeyBackup whole(KeyBackup.Reading reading) {
    assertThat(reading).isInstanceOf(KeyBackup.Whole.class);
    return ((KeyBackup.Whole) reading).backup();
  }

  private static SecretBytes value(BackedUpKey key, String name) {
    return key.data().getOrDefault(name, SecretBytes.ofUtf8(""));
  }

  private static BackedUpKey.Shape shape(String name, String status) {
    return new BackedUpKey.Shape(
        name,
        "kubernetes.io/tls",
        false,
        JANUARY,
        Map.of(KeySecret.LABEL, status, "team", "platform"),
        Map.of());
  }

  private static BackedUpKey key(BackedUpKey.Shape shape, SealingKeyPair pair) {
    Map<String, SecretBytes> data = new HashMap<>();
    data.put("tls.key", pair.key().toPem());
    data.put("tls.crt", SecretBytes.ofUtf8(pair.certificate().toPem()));
    data.put("ca.crt", SecretBytes.ofUtf8(""));
    return BackedUpKey.parse(shape, data);
  }

  private static SealingKeyPair pair(Instant from) {
    return new NewSealingKey(2048, "", Duration.ofDays(3650)).generate(from, new SecureRandom());
  }
}
