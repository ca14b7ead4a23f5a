package dev.sealer.externalsecrets.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.Json;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.kit.InMemoryCluster;
import dev.sealer.testbed.canary.Canary;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stores need, on a cluster in memory. */
final class CredentialReaderTest {
  private static final ResourceType ACCOUNT = ResourceType.of(ServiceAccount.class);
  private static final CredentialNeed SECRET =
      new CredentialNeed.SecretKey("secret", "", "login", "token");
  private static final CredentialNeed BUNDLE =
      new CredentialNeed.ConfigMapKey("ca", "central", "ca", "ca.crt");
  private static final CredentialNeed ROLE =
      new CredentialNeed.ServiceAccountAnnotation("role", "", "app", "role", true);
  private static final CredentialNeed AUDIENCE =
      new CredentialNeed.ServiceAccountAnnotation("audience", "", "app", "audience", false);
  private static final CredentialNeed TOKEN =
      new CredentialNeed.ServiceAccountToken(
          "token", "", "app", List.of("sts.amazonaws.com"), Duration.ofMinutes(10));

  private final String canary = Canary.random().value();
  private final InMemoryCluster cluster = new InMemoryCluster("team", "central");
  private final TokenApi tokens = new TokenApi(canary);
  private final CredentialReader reader = new CredentialReader(cluster.objects(), tokens);

  @BeforeEach
  void objects() {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: login, namespace: team}
            stringData: {token: %s}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: ca, namespace: central}
            data: {ca.crt: certificates}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: app, namespace: team, annotations: {role: reader}}
            """
                .formatted(canary));
  }

  private Map<String, String> read(CredentialNeed... needs) {
    assertThat(reader.read(List.of(needs), "team"))
        .isInstanceOf(CredentialReader.Outcome.Complete.class);
    Map<String, String> texts = new TreeMap<>();
    if (reader.read(List.of(needs), "team")
        instanceof CredentialReader.Outcome.Complete(var credentials, String _)) {
      credentials
          .byField()
          .forEach((field, value) -> {
            try (SecretBytes closing = value) {
              texts.put(field, closing.reveal(b -> new String(b, StandardCharsets.UTF_8)));
            }
          });
    }
    return texts;
  }

  @Test
  void everyNeedIsReadButTokensAndAnnotationsThatMayBeMissing() {
    assertThat(read(SECRET, BUNDLE, ROLE, AUDIENCE, TOKEN))
        .isEqualTo(Map.of("secret", canary, "ca", "certificates", "role", "reader"));
    assertThat(tokens.requests()).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(
            reader.read(
                List.of(
                    new CredentialNeed.ServiceAccountAnnotation("role", "", "app", "other", true)),
                "team"))
        .isEqualTo(
            new CredentialReader.Outcome.Missing("role: ServiceAccount team/app does not have it"));
    assertThat(
            reader.read(List.of(new CredentialNeed.ConfigMapKey("ca", "", "ca", "k")), "central"))
        .isEqualTo(
            new CredentialReader.Outcome.Missing("ca: ConfigMap central/ca has no key \"k\""));
  }

  @Test
  void aServiceAccountThatMayNotBeReadSaysWhatToDo() {
    tokens.answer(new ApiAnswer(403, Json.object().put("reason", "Forbidden")));
    CredentialReader without = new CredentialReader(new ApiServerObjects(tokens), tokens);

    assertThat(without.read(List.of(ROLE), "team"))
        .isInstanceOfSatisfying(
            CredentialReader.Outcome.Missing.class,
            missing ->
                assertThat(missing.cause())
                    .startsWith("role: ServiceAccount team/app cannot be read: ")
                    .endsWith("; set externalSecrets.serviceAccountTokens in the chart"));
  }

  @Test
  void aVersionChangesWithTheAnnotationAndNotWithTheRestOfTheAccount() {
    List<CredentialNeed> needs = List.of(ROLE);
    ObjectKey app = new ObjectKey("team", "app");
    var before = reader.versions(needs, "team");
    ObjectNode _ = cluster.edit(ACCOUNT, app, "metadata: {annotations: {unrelated: x}}");
    assertThat(reader.versions(needs, "team")).isEqualTo(before);

    ObjectNode _ = cluster.edit(ACCOUNT, app, "metadata: {annotations: {role: writer}}");
    assertThat(reader.versions(needs, "team")).isPresent().isNotEqualTo(before);
  }

  @Test
  void theSourceReadsAgain() throws Exception {
    var source = reader.source("team");
    try (SecretBytes first = source.read(TOKEN);
        SecretBytes second = source.read(TOKEN)) {
      assertThat(first.matches(second)).isFalse();
    }
    assertThat(tokens.requests())
        .allMatch(request -> request.path().contains("/namespaces/team/serviceaccounts/app/token"));
    try (SecretBytes login = source.read(SECRET)) {
      assertThat(login.length()).isEqualTo(canary.length());
    }
  }
}
