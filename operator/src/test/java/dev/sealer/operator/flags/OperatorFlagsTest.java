package dev.sealer.operator.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealedsecrets.SealedSecretsSettings;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sync.plan.ApplicationNamespaces;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperatorFlagsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private OperatorFlags.Parsed parse(Map<String, String> environment, String... arguments) {
    return OperatorFlags.parse(
        arguments,
        environment,
        "1.2.3",
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private OperatorFlags flags(Map<String, String> environment, String... arguments) {
    return parse(environment, arguments).flags().orElseThrow(() -> new AssertionError(err));
  }

  private SealedSecretsSettings sealed(Map<String, String> environment, String... arguments) {
    return flags(environment, arguments).sealedSecrets().settings("own");
  }

  @Test
  void runsEverythingWithThePeersDefaults() {
    OperatorFlags flags = flags(Map.of());

    assertThat(flags.process().controllers()).containsExactlyInAnyOrder(ControllerName.values());
    assertThat(flags.process().leaderElectionId()).isEqualTo("sealer-operator");
    assertThat(flags.process().probes().getPort()).isEqualTo(8081);
    SealedSecretsSettings settings = flags.sealedSecrets().settings("own");
    assertThat(settings).isEqualTo(SealedSecretsSettings.defaults("own", settings.api().address()));
    assertThat(settings.api().address().getPort()).isEqualTo(8080);
    assertThat(flags.warnings()).isEmpty();
  }

  @Test
  void readsThePeersFlags() {
    SealedSecretsSettings settings =
        sealed(
            Map.of(),
            "--key-prefix=mine",
            "--key-size=2048",
            "--key-ttl=1h30m",
            "--rotate-period=0",
            "--key-order-priority=SecretCreationTimestamp",
            "--key-cutoff-time=Mon, 05 Jan 2026 10:00:00 +0200",
            "--privatekey-labels=a=b,c=d=e",
            "--update-status=false",
            "--additional-namespaces=one,two",
            "--label-selector=team=x",
            "--listen-addr=127.0.0.1:9000");

    assertThat(settings.keys().prefix()).isEqualTo("mine");
    assertThat(settings.keys().newKey().bits()).isEqualTo(2048);
    assertThat(settings.keys().newKey().validity()).isEqualTo(Duration.ofMinutes(90));
    assertThat(settings.keys().life().renewPeriod()).isEqualTo(Duration.ZERO);
    assertThat(settings.keys().life().cutoff()).isEqualTo(Instant.parse("2026-01-05T08:00:00Z"));
    assertThat(settings.keys().order()).isEqualTo(KeyOrder.SECRET_CREATION_TIMESTAMP);
    assertThat(settings.keys().labels()).isEqualTo(Map.of("a", "b", "c", "d=e"));
    assertThat(settings.unsealing().updateStatus()).isFalse();
    assertThat(settings.namespaces()).containsExactly("own", "one", "two");
    assertThat(settings.labelSelector()).isEqualTo("team=x");
    assertThat(settings.api().address().getHostString()).isEqualTo("127.0.0.1");
  }

  @Test
  void takesDefaultsFromTheEnvironmentAndOursBeforeThePeers() {
    Map<String, String> environment =
        Map.of("SEALED_SECRETS_KEY_SIZE", "2048", "SEALER_KEY_SIZE", "3072");

    assertThat(sealed(environment).keys().newKey().bits()).isEqualTo(3072);
    assertThat(sealed(Map.of("SEALED_SECRETS_KEY_SIZE", "2048")).keys().newKey().bits())
        .isEqualTo(2048);
    assertThat(sealed(environment, "--key-size=4096").keys().newKey().bits()).isEqualTo(4096);
  }

  @Test
  void ownNamespaceOnlyWhenNotAll() {
    assertThat(sealed(Map.of(), "--all-namespaces=false").namespaces()).containsExactly("own");
    assertThat(sealed(Map.of()).namespaces()).isEmpty();
  }

  @Test
  void applicationsAreReadWhereTheFlagSaysAndInTheControlNamespace() {
    ApplicationNamespaces given =
        flags(Map.of(), "--sync-application-namespaces=team-a, team-b")
            .gitopsSync()
            .settings()
            .namespaces();
    ApplicationNamespaces standard = flags(Map.of()).gitopsSync().settings().namespaces();

    assertThat(given.watched()).containsExactly("argocd", "team-a", "team-b");
    assertThat(standard.watched()).containsExactly("argocd");
  }

  @Test
  void aPartOfTheControllersHasALeaseOfItsOwn() {
    OperatorFlags flags = flags(Map.of(), "--controllers=external-secrets");

    assertThat(flags.process().controllers()).containsExactly(ControllerName.EXTERNAL_SECRETS);
    assertThat(flags.process().leaderElectionId()).isEqualTo("sealer-operator-external-secrets");
  }

  @Test
  void acceptsThePeersFlagsThatDoNothingHereAndSaysSo() {
    assertThat(
            flags(
                    Map.of(),
                    "--max-unseal-retries=7",
                    "--kubeclient-qps=20",
                    "--kubeclient-burst=40",
                    "--watch-for-secrets=false",
                    "--v=4",
                    "--logtostderr")
                .warnings())
        .hasSize(4)
        .allSatisfy(w -> assertThat(w).contains("no effect"));
    assertThat(flags(Map.of("SEALED_SECRETS_MAX_UNSEAL_RETRIES", "7")).warnings()).hasSize(1);
    assertThat(flags(Map.of(), "--watch-for-secrets").warnings())
        .as("what it asks for is done")
        .isEmpty();
  }

  /** Each flag of the peer's controller, with a value that is not its default. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key-prefix | mine",
        "key-size | 2048",
        "key-ttl | 1h",
        "my-cn | me",
        "key-renew-period | 0",
        "rotate-period | 48h",
        "key-order-priority | SecretCreationTimestamp",
        "key-cutoff-time | Mon, 05 Jan 2026 10:00:00 +0200",
        "privatekey-annotations | a=b",
        "privatekey-labels | a=b",
        "accept-deprecated-v1-data | false",
        "all-namespaces | false",
        "additional-namespaces | one,two",
        "label-selector | team=x",
        "rate-limit | 5",
        "rate-limit-burst | 7",
        "metrics-omit-secret-labels | true",
        "old-gc-behavior | true",
        "update-status | false",
        "skip-recreate | true",
        "listen-addr | 127.0.0.1:9000",
      })
  void readsEachFlagFromTheCommandLineAndFromThePeersVariable(String flag, String value) {
    String variable = "SEALED_SECRETS_" + flag.toUpperCase(Locale.ROOT).replace('-', '_');

    SealedSecretsSettings given = sealed(Map.of(), "--" + flag + "=" + value);

    assertThat(given).isNotEqualTo(sealed(Map.of()));
    assertThat(sealed(Map.of(variable, value))).isEqualTo(given);
  }

  @Test
  void readsThePeersFlagsOfTheProcess() {
    ProcessFlags process =
        flags(
                Map.of("SEALED_SECRETS_WRITE_TIMEOUT", "0"),
                "--read-timeout=30s",
                "--listen-metrics-addr=127.0.0.1:9001",
                "--log-level=WARN",
                "--log-format=json",
                "--log-info-stdout=false")
            .process();

    assertThat(process.readTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(process.writeTimeout()).isZero();
    assertThat(process.probes().getPort()).isEqualTo(9001);
    assertThat(process.logs())
        .isEqualTo(
            new dev.sealer.operator.logging.Logs.Settings(
                dev.sealer.operator.logging.LogFormat.JSON,
                ch.qos.logback.classic.Level.WARN,
                false));
    assertThat(flags(Map.of()).process().readTimeout()).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--controllers=vault | vault",
        "--key-ttl=30d | 30d",
        "--key-size=big | big",
        "--listen-addr=8080 | 8080",
        "--privatekey-labels=oops | --privatekey-labels",
        "--key-cutoff-time=yesterday | --key-cutoff-time",
        "--key-order-priority=Newest | --key-order-priority",
        "--key-prefix=UPPER | --key-prefix",
        "--key-size=512 | --key-size",
        "--key-ttl=0 | --key-ttl",
        "--rate-limit=0 | --rate-limit",
        "--rate-limit-burst=-1 | --rate-limit-burst",
        "--no-such-flag | --no-such-flag",
        "--sync-workers=0 | --sync-workers",
        "--sync-shards=0 | --sync-shards",
        "--sync-shards=33 | --sync-shards",
        "--sync-application-namespaces=/(/ | --sync-application-namespaces",
        "--concurrent=0 | --concurrent",
        "--api-access=some | some",
      })
  void namesAWrongFlagInOneLineAndEndsWithTwo(String argument, String named) {
    OperatorFlags.Parsed parsed = parse(Map.of(), argument);

    assertThat(parsed.flags()).isEmpty();
    assertThat(parsed.exitCode()).isEqualTo(2);
    List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines)
        .singleElement()
        .satisfies(l -> assertThat(l).startsWith("error: ").contains(named));
  }

  @Test
  void anUnreadableVariableIsAnErrorAsTheFlagWouldBe() {
    assertThat(parse(Map.of("SEALER_KEY_SIZE", "big")).exitCode()).isEqualTo(2);
  }

  @Test
  void printsVersionAndHelpAndRunsNothing() {
    assertThat(parse(Map.of(), "--version").exitCode()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("controller version: 1.2.3");
    assertThat(parse(Map.of(), "--help").flags()).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--controllers");
  }

  @Test
  void acceptsTheFlagsOfExternalSecretsOperatorWithTheirDefaults() {
    OperatorFlags flags =
        flags(
            Map.of(),
            "--concurrent=1",
            "--controller-class=default",
            "--enable-cluster-store-reconciler=true",
            "--enable-cluster-external-secret-reconciler",
            "--enable-secret-store-reconciler=true",
            "--enable-push-secret-reconciler=false",
            "--enable-cluster-push-secret-reconciler=false",
            "--enable-extended-metric-labels=false",
            "--unsafe-allow-generic-targets=false",
            "--store-requeue-interval=5m",
            "--enable-flood-gate=true",
            "--template-left-delimiter={{",
            "--template-right-delimiter=}}");

    assertThat(flags.warnings()).isEmpty();
    assertThat(flags.externalSecrets().settings(Map.of()).workers()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "--client-qps=50, have no effect",
    "--client-burst=100, have no effect",
    "--enable-leader-election, use --leader-elect",
    "--metrics-addr=:8080, --listen-metrics-addr",
    "--live-addr=:8082, --listen-metrics-addr",
    "--enable-secrets-caching, metadata",
    "--enable-vault-token-cache, sessions are kept",
    "--enable-push-secret-reconciler, PushSecrets are not served",
    "--enable-secret-store-reconciler=false, always served",
    "--unsafe-allow-generic-targets, only Secrets are written",
    "--enable-generator-state, no state",
    "--generator-gc-grace-period=2m, no state",
    "--enable-extended-metric-labels, default labels",
    "--loglevel=debug, use --log-level",
    "--zap-time-encoding=epoch, use --log-level",
    "--template-left-delimiter=[[, they are {{ and }}"
  })
  void warnsOfAFlagOfExternalSecretsOperatorThatHasNoEffect(String flag, String reason) {
    assertThat(flags(Map.of(), flag).warnings()).singleElement().asString().contains(reason);
  }

  @Test
  void warnsThatNamespaceMeansSomethingElseThanInExternalSecretsOperator() {
    assertThat(flags(Map.of(), "--namespace=team").warnings()).isEmpty();
    assertThat(flags(Map.of(), "--namespace=team", "--loglevel=info").warnings())
        .hasSize(2)
        .last()
        .asString()
        .contains("use --external-secrets-namespaces");
  }
}
