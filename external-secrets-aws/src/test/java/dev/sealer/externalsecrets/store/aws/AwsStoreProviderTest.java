package dev.sealer.externalsecrets.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsStoreProviderTest {

  private static final String KEYS =
      """
      {"service":"SecretsManager","region":"eu-central-1","auth":{"secretRef":{
        "accessKeyIDSecretRef":{"name":"aws","key":"id"%s},
        "secretAccessKeySecretRef":{"name":"aws","key":"secret"%s}}}}\
      """;

  @Test
  void aSecretStoreReadsCredentialsOfItsOwnNamespace() {
    assertThat(accepted(StoreKind.SECRET_STORE, KEYS.formatted("", "")).blueprint().credentials())
        .containsExactly(
            new CredentialNeed.SecretKey(
                "spec.provider.aws.auth.secretRef.accessKeyIDSecretRef", "ns", "aws", "id"),
            new CredentialNeed.SecretKey(
                "spec.provider.aws.auth.secretRef.secretAccessKeySecretRef",
                "ns",
                "aws",
                "secret"));
  }

  @Test
  void aSecretStoreNeverReadsCredentialsOfAnotherNamespace() {
    String other = ",\"namespace\":\"kube-system\"";
    assertThat(parse(StoreKind.SECRET_STORE, KEYS.formatted(other, "")))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class,
            rejected ->
                assertThat(rejected.field())
                    .isEqualTo("spec.provider.aws.auth.secretRef.accessKeyIDSecretRef.namespace"));
  }

  @Test
  void inAClusterSecretStoreASelectorWithoutNamespaceIsReferent() {
    var blueprint =
        accepted(StoreKind.CLUSTER_SECRET_STORE, KEYS.formatted(",\"namespace\":\"central\"", ""))
            .blueprint();

    assertThat(blueprint.credentials())
        .extracting(CredentialNeed::namespace)
        .containsExactly("central", "");
    assertThat(blueprint.credentials().get(1).in("team").namespace()).isEqualTo("team");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'service':'ParameterStore'}|spec.provider.aws.service",
        "{'service':'SecretsManager','auth':{'oidc':{}}}|spec.provider.aws.auth.oidc",
        "{'service':'SecretsManager','sessionTagsPolicy':'Simple'}|spec.provider.aws.sessionTagsPolicy",
        "{'service':'SecretsManager','region':'eu-west-1'}|spec.provider.aws.auth",
        "{'service':'SecretsManager','newField':1}|spec.provider.aws.newField",
        "{'service':'SecretsManager','auth':{'secretRef':{}}}|spec.provider.aws.auth.secretRef",
        "{'service':'SecretsManager','region':7}|spec.provider.aws.region",
        "{'service':'SecretsManager','region':'US_EAST_1'}|spec.provider.aws.region",
        "{'service':'SecretsManager','region':'eu-central-1.evil.test'}|spec.provider.aws.region"
      })
  void refusesByNameWhatItDoesNotSupport(String block, String field) {
    assertThat(parse(StoreKind.SECRET_STORE, block.replace('\'', '"')))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "169.254.169.254",
        "metadata.google.internal",
        "[::1]",
        "::ffff:169.254.169.254",
        "0x7f000001",
        "2130706433",
        "0177.0.0.1",
        "evil.test",
        "eu-central-1.evil.test",
        "eu-central-1@evil.test",
        "evil.test/eu-central-1",
        "eu-central-1/..",
        "eu-central-1#",
        "eu-central-1?x=",
        "eu-central-1:443",
        "eu-central-1\\\\evil",
        "eu central 1"
      })
  void aRegionNamesNoHostOfATenant(String region) {
    String block = "{\"service\":\"SecretsManager\",\"region\":\"" + region + "\"}";

    assertThat(parse(StoreKind.CLUSTER_SECRET_STORE, block))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class,
            rejected -> assertThat(rejected.field()).isEqualTo("spec.provider.aws.region"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"endpoint", "endpointURL", "server", "host", "proxy", "caBundle", "caProvider"})
  void noFieldOfTheBlockNamesAHost(String field) {
    String block = "{\"service\":\"SecretsManager\",\"" + field + "\":\"https://evil.test\"}";

    assertThat(parse(StoreKind.CLUSTER_SECRET_STORE, block))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class,
            rejected -> assertThat(rejected.field()).isEqualTo("spec.provider.aws." + field));
  }

  @Test
  void onlyClusterStoresUseTheIdentityOfTheOperatorUnlessAFlagAllowsIt() {
    String ambient = "{\"service\":\"SecretsManager\",\"role\":\"arn:aws:iam::1:role/any\"}";
    AwsSettings allowed = new AwsSettings(Optional.empty(), Optional.empty(), false, true);

    assertThat(parse(StoreKind.CLUSTER_SECRET_STORE, ambient)).isInstanceOf(Parsed.Accepted.class);
    assertThat(parse(StoreKind.SECRET_STORE, ambient)).isInstanceOf(Parsed.Rejected.class);
    assertThat(parse(allowed, StoreKind.SECRET_STORE, ambient)).isInstanceOf(Parsed.Accepted.class);
  }

  private static Parsed.Accepted accepted(StoreKind kind, String block) {
    Parsed parsed = parse(kind, block);
    assertThat(parsed).isInstanceOf(Parsed.Accepted.class);
    return (Parsed.Accepted) parsed;
  }

  private static Parsed parse(StoreKind kind, String block) {
    return parse(AwsSettings.DEFAULT, kind, block);
  }

  private static Parsed parse(AwsSettings settings, StoreKind kind, String block) {
    try {
      return new AwsStoreProvider(settings, ApiCalls.IGNORED, InstantSource.system())
          .parse(
              new StoreBlock(
                  new StoreRef(kind, "aws"),
                  kind == StoreKind.SECRET_STORE ? "ns" : "",
                  new JsonMapper().readTree(block),
                  StoreBlock.Retry.DEFAULT));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
