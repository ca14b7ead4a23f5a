package dev.sealer.externalsecrets.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of selector has the same rules of namespaces. */
final class CredentialSelectorsTest {

  private static final List<String> ELSEWHERE =
      List.of("other", "kube-system", "NS", "Ns", "../ns", "ns/../other", "*", "ns,other", " ns");

  /** A kind of selector: how it is written, and how it is read. */
  enum Selector {
    SECRET("{name: app, key: k%s}"),
    ACCOUNT("{name: app%s}"),
    ANNOTATION("{name: app%s}"),
    CA_OF_SECRET("{caProvider: {type: Secret, name: app, key: k%s}}"),
    CA_OF_CONFIG_MAP("{caProvider: {type: ConfigMap, name: app, key: k%s}}");

    private final String yaml;

    Selector(String yaml) {
      this.yaml = yaml;
    }

    private Optional<?> of(BlockReader reader) {
      return switch (this) {
        case SECRET -> reader.credential("/at");
        case ACCOUNT -> reader.serviceAccount("/at", Duration.ofMinutes(10));
        case ANNOTATION ->
            reader
                .serviceAccount("/at", Duration.ofMinutes(10))
                .map(account -> reader.annotation(account, "a", true));
        case CA_OF_SECRET, CA_OF_CONFIG_MAP -> reader.caBundle("/at");
      };
    }

    BlockReader read(StoreKind kind, String namespace) {
      String named = namespace.isEmpty() ? "" : ", namespace: '" + namespace + "'";
      BlockReader reader = reader(kind, "{at: " + yaml.formatted(named) + "}");
      assertThat(of(reader)).isPresent();
      return reader;
    }
  }

  private static BlockReader reader(StoreKind kind, String yaml) {
    JsonNode block = KubeYaml.readDocument(yaml, "block").content();
    return new BlockReader(
        new StoreBlock(
            new StoreRef(kind, "store"),
            kind == StoreKind.SECRET_STORE ? "ns" : "",
            block,
            StoreBlock.Retry.DEFAULT),
        "spec");
  }

  static Stream<Arguments> elsewhere() {
    return Stream.of(Selector.values())
        .flatMap(selector -> ELSEWHERE.stream().map(place -> Arguments.of(selector, place)));
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void aSecretStoreNamesNoOtherNamespace(Selector selector, String namespace) {
    BlockReader reader = selector.read(StoreKind.SECRET_STORE, namespace);

    assertThat(reader.problem())
        .hasValueSatisfying(problem -> assertThat(problem.field()).endsWith(".namespace"));
    assertThat(reader.credentials()).allMatch(need -> need.namespace().equals("ns"));
  }

  static Stream<Selector> selectors() {
    return Stream.of(Selector.values());
  }

  @ParameterizedTest
  @MethodSource("selectors")
  void aSecretStoreMeansItsOwnNamespace(Selector selector) {
    for (String namespace : List.of("", "ns")) {
      BlockReader reader = selector.read(StoreKind.SECRET_STORE, namespace);

      assertThat(reader.problem()).isEmpty();
      assertThat(reader.credentials())
          .isNotEmpty()
          .allSatisfy(need -> {
            assertThat(need.namespace()).isEqualTo("ns");
            assertThat(need.in("other")).isEqualTo(need);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("selectors")
  void aClusterSecretStoreMeansTheNamespaceThatItNames(Selector selector) {
    BlockReader reader = selector.read(StoreKind.CLUSTER_SECRET_STORE, "central");

    assertThat(reader.problem()).isEmpty();
    assertThat(reader.credentials())
        .isNotEmpty()
        .allMatch(need -> need.in("team").namespace().equals("central"));
  }

  @ParameterizedTest
  @MethodSource("selectors")
  void withoutANameItIsTheExternalSecretsAndNeverForCertificates(Selector selector) {
    BlockReader reader = selector.read(StoreKind.CLUSTER_SECRET_STORE, "");

    if (selector == Selector.CA_OF_SECRET || selector == Selector.CA_OF_CONFIG_MAP) {
      assertThat(reader.problem())
          .hasValueSatisfying(
              problem -> assertThat(problem.field()).isEqualTo("spec.at.caProvider.namespace"));
    } else {
      assertThat(reader.problem()).isEmpty();
      assertThat(reader.credentials())
          .isNotEmpty()
          .allMatch(CredentialNeed::referent)
          .allMatch(need -> need.in("team").namespace().equals("team"));
    }
  }

  @Test
  void certificatesCanBeStatedInPlace() {
    String pem = "-----BEGIN CERTIFICATE-----";
    String base64 = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));

    assertThat(reader(StoreKind.SECRET_STORE, "{caBundle: " + base64 + "}").caBundle(""))
        .map(bundle -> bundle.pem(new Credentials(Map.of())))
        .contains(pem);
    BlockReader unreadable = reader(StoreKind.SECRET_STORE, "{caBundle: '%'}");
    assertThat(unreadable.caBundle("")).isEmpty();
    assertThat(unreadable.problem()).isPresent();
  }

  @Test
  void aServiceAccountHasAName() {
    for (String name : List.of("''", "..", "a/b", "'a b'", "A")) {
      BlockReader reader = reader(StoreKind.SECRET_STORE, "{at: {name: " + name + "}}");
      assertThat(reader.serviceAccount("/at", Duration.ofMinutes(10))).isPresent();
      assertThat(reader.problem())
          .hasValueSatisfying(problem -> assertThat(problem.field()).isEqualTo("spec.at.name"));
    }
  }
}
