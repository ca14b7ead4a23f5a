package dev.sealer.sealedsecrets.plan.unseal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.kube.ObjectKey;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealedsecrets.plan.secret.DeclaredSecret;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.Sprig;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody learns who may write SealedSecrets in a namespace of his own, and has sealed values
 * of others from Git: the same few sentences, whatever the values are.
 */
class FixedVocabularyTest {

  private static final int INPUTS = 10_000;
  private static final List<Scope> SCOPES = List.of(Scope.values());
  private static final SealingKeyPair KEY = SealedObjects.key(1024, SealedObjects.NOW);
  private static final SealedSecretUnsealer UNSEALER =
      new SealedSecretUnsealer(SealedObjects.unsealer(KEY), true);
  private static final List<String> VALUES = List.of("canary-aaaaaaaaaaaa", "canary-zzzzzzzzzzzz");

  /** With numbers, scopes and the names of keys taken out. */
  private static final Set<String> SENTENCES =
      Set.of(
          "no key could decrypt secret (KEYS): it is sealed for an RSA key of N bits, and none of"
              + " that size is here",
          "no key could decrypt secret (KEYS): it is sealed SCOPE, and the object's annotations say"
              + " SCOPE",
          "no key could decrypt secret (KEYS): it is sealed for another name, namespace or cluster,"
              + " or with a deleted key",
          "no key could decrypt secret: it is sealed for an RSA key of N bits, and none of that"
              + " size is here",
          "no key could decrypt secret: it is sealed SCOPE, and the object's annotations say SCOPE",
          "no key could decrypt secret: it is sealed for another name, namespace or cluster, or with"
              + " a deleted key",
          "no key could decrypt secret: the value announces an RSA block of N bytes, which no key"
              + " has",
          "no key could decrypt secret: the value ends within its first two bytes",
          "no key could decrypt secret: the value has N bytes, its header asks for N or more",
          "no key could decrypt secret (KEYS)",
          "no key could decrypt secret: the value announces an RSA block of N bytes, which no key"
              + " has (KEYS)",
          "no key could decrypt secret: the value ends within its first two bytes (KEYS)",
          "no key could decrypt secret: the value has N bytes, its header asks for N or more"
              + " (KEYS)",
          "illegal base64 data at input byte N",
          "illegal base64 data at input byte N (KEYS)",
          "the sealed object is not a v1 Secret",
          "cannot use the field 'encryptedData' and the deprecated field 'data' at the same time");

  @Test
  void tenThousandDamagedInputsGetTheSameFewSentencesWhateverTheValueIs() {
    List<Map<String, String>> sealed =
        VALUES.stream()
            .map(value ->
                Map.of(
                    "strict", SealedObjects.item(KEY, Scope.STRICT, value),
                    "namespaced", SealedObjects.item(KEY, Scope.NAMESPACE_WIDE, value)))
            .toList();
    Set<Reason> seen = EnumSet.noneOf(Reason.class);
    for (int seed = 0; seed < INPUTS; seed++) {
      Failure one = attempt(seed, sealed.getFirst());
      Failure other = attempt(seed, sealed.getLast());
      assertThat(one).as("seed %d: the value makes no difference", seed).isEqualTo(other);
      if (one != null) {
        seen.add(one.reason());
        assertThat(one.message()).doesNotContain("canary");
        assertThat(sentences(one.message())).as("seed %d", seed).allMatch(SENTENCES::contains);
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            Reason.MALFORMED, Reason.UNKNOWN_KEY, Reason.WRONG_SCOPE, Reason.NOT_DECRYPTABLE);
  }

  /** One object of the attacker's, from the victim's items; null when it opened. */
  private static @Nullable Failure attempt(int seed, Map<String, String> items) {
    Random random = new Random(seed);
    String strict = damaged(random, items.getOrDefault("strict", ""));
    String namespaced = damaged(random, items.getOrDefault("namespaced", ""));
    SealedSecretSpec spec =
        switch (random.nextInt(6)) {
          case 0 -> new SealedSecretSpec(Map.of(), strict, null);
          case 1 -> new SealedSecretSpec(Map.of("a", strict), namespaced, null);
          case 2 -> new SealedSecretSpec(Map.of("a", strict, "b", namespaced), null, null);
          default -> new SealedSecretSpec(Map.of("a", strict), null, null);
        };
    ObjectKey place =
        switch (random.nextInt(3)) {
          case 0 -> SealedObjects.KEY;
          case 1 -> new ObjectKey(SealedObjects.KEY.namespace(), "other");
          default -> new ObjectKey("attackers", SealedObjects.KEY.name());
        };
    Scope claimed = SCOPES.get(random.nextInt(SCOPES.size()));
    SealedObject object =
        new SealedObject(place, "uid", "7", 1, Map.of(), claimed.annotations(), spec, null);
    return switch (UNSEALER.unseal(object, null)) {
      case SealedSecretUnsealer.Result.Failed(Failure failure) -> failure;
      case SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed) -> {
        unsealed.close();
        yield null;
      }
    };
  }

  private static String damaged(Random random, String item) {
    byte[] bytes = GoBase64.decode(item);
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(6)) {
      case 0 -> item;
      case 1 -> item.substring(0, at);
      case 2 -> GoBase64.encode(java.util.Arrays.copyOf(bytes, at));
      case 3 -> item.substring(0, at) + "!" + item.substring(at);
      case 4 -> {
        bytes[random.nextInt(2)] ^= (byte) (1 << random.nextInt(8));
        yield GoBase64.encode(bytes);
      }
      default -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield GoBase64.encode(bytes);
      }
    };
  }

  private static List<String> sentences(String message) {
    return message
        .lines()
        .map(line ->
            line.replaceAll("\\((a|b|a, b)\\)", "(KEYS)")
                .replaceAll("\\b\\d+", "N")
                .replaceAll("strict|namespace-wide|cluster-wide", "SCOPE"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ fail .password }}",
        "{{ fail (substr 0 8 .password) }}",
        "{{ index . \"password\" 99 }}",
        "{{ index (splitList \"\" .password) 99 }}",
        "{{ slice .password 1 999 }}",
        "{{ mustToDate \"2006\" .password }}",
        "{{ semver .password }}",
        "{{ mustFromJson .password }}",
        "{{ mustRegexMatch (print \"(\" .password) \"a\" }}",
        "{{ .password.x.y }}",
        "{{ template \"nothing\" .password }}",
      })
  void aTemplateThatFailsSaysNothingOfTheValue(String template) {
    List<Failure> failures =
        VALUES.stream().map(value -> rendered(template, value)).distinct().toList();

    assertThat(failures).as("the same for both values").hasSize(1);
    assertThat(failures.getFirst().reason()).isEqualTo(Reason.TEMPLATE_FAILED);
    assertThat(failures.getFirst().message()).doesNotContain("canary", "aaaa", "zzzz");
  }

  private static Failure rendered(String template, String value) {
    SealedObject object =
        SealedObjects.templated(
            Map.of("password", SealedObjects.item(KEY, Scope.STRICT, value)),
            SealedObjects.nullable("config", template));
    if (!(UNSEALER.unseal(object, null)
        instanceof SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed))) {
      throw new AssertionError("not opened");
    }
    try (unsealed) {
      return switch (DeclaredSecret.create(
          object, unsealed, new SecretDataTemplates(Sprig.library(), RenderOptions.standard()))) {
        case DeclaredSecret.Result.Failed(Failure failure) -> failure;
        case DeclaredSecret.Result.Created(var secret) -> {
          secret.close();
          throw new AssertionError(template + " rendered");
        }
      };
    }
  }
}
