package dev.sealer.externalsecrets.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of every store whose provider is on the network, for a provider in trouble. */
public abstract class RemoteStoreContract {

  /** Trouble that a provider answers with. */
  protected enum Trouble {
    /** The credentials may not read the secret. */
    DENIED(StoreAnswer.Failure.Kind.DENIED),
    /** There were too many calls. */
    THROTTLED(StoreAnswer.Failure.Kind.THROTTLED),
    /** The provider failed. */
    FAILED(StoreAnswer.Failure.Kind.UNAVAILABLE),
    /** Something else answers in its place. */
    STRANGE(StoreAnswer.Failure.Kind.UNAVAILABLE);

    private final StoreAnswer.Failure.Kind kind;

    Trouble(StoreAnswer.Failure.Kind kind) {
      this.kind = kind;
    }
  }

  private static final StoreQuery READ = StoreQuery.current("prod/db");

  /** A value that neither a status nor a log may show. */
  private final String canary = "canary-" + UUID.randomUUID();

  /** Opens the store with {@code credential}, without retries. */
  protected abstract SecretStoreClient open(URI provider, String credential);

  /** Returns the provider's answer in {@code trouble}, with {@code echo} in its message. */
  protected abstract Answer answer(Trouble trouble, String echo);

  /** Returns the provider's answer with a value. */
  protected abstract Answer value(String value);

  private StoreAnswer read(Answer answer) {
    return read(answer, List.of(READ)).getFirst();
  }

  private List<StoreAnswer> read(Answer answer, List<StoreQuery> reads) {
    try (RecordingServer provider = RecordingServer.plain(_ -> answer);
        SecretStoreClient store = open(provider.uri(), canary)) {
      Map<StoreQuery, StoreAnswer> results = store.fetch(reads);
      return reads.stream().map(read -> Objects.requireNonNull(results.get(read))).toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void troubleHasAKindAndNeverMeansThatTheSecretDoesNotExist(Trouble trouble) {
    assertThat(read(answer(trouble, canary)))
        .isInstanceOfSatisfying(
            StoreAnswer.Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(trouble.kind));
  }

  @ParameterizedTest
  @EnumSource
  void theCauseRepeatsNothingOfTheProviderAndIsTheSameAtEachTry(Trouble trouble) {
    StoreAnswer first = read(answer(trouble, canary));

    assertThat(first.toString()).doesNotContain(canary);
    assertThat(read(answer(trouble, canary + "2"))).isEqualTo(first);
  }

  /** People turn on debugging where a store fails. */
  @ParameterizedTest
  @EnumSource
  void noLineOfADebugLogRepeatsTheCredentialOrTheProvider(Trouble trouble) {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    try (LogCapture logs = LogCapture.install()) {
      logs.follow(lines::add);
      logs.debug();
      StoreAnswer _ = read(answer(trouble, canary));
    }
    assertThat(lines).noneMatch(line -> line.contains(canary));
  }

  @ParameterizedTest
  @EnumSource
  void everyReadOfManyHasAnAnswer(Trouble trouble) {
    List<StoreQuery> reads =
        List.of(
            READ,
            StoreQuery.current("prod/other"),
            new StoreQuery.Value("prod/db", "older", StoreQuery.View.VALUE),
            new StoreQuery.Value("prod/db", "", StoreQuery.View.METADATA),
            new StoreQuery.Search("prod/", Optional.of("db"), Map.of()));

    assertThat(read(answer(trouble, canary), reads))
        .allSatisfy(result -> assertThat(result).isInstanceOf(StoreAnswer.Failure.class));
  }

  @Test
  void anAnswerThatIsTooLargeIsRefusedBeforeItIsKept() {
    StoreAnswer refused = read(value(canary + "x".repeat(9 << 20)));

    assertThat(refused.is(StoreAnswer.Failure.Kind.REFUSED)).isTrue();
    assertThat(refused.toString()).contains("larger than").doesNotContain(canary);
  }

  @Test
  void aProviderThatCannotBeReachedIsUnavailable() {
    URI nowhere;
    try (RecordingServer provider = RecordingServer.plain(_ -> value(""))) {
      nowhere = provider.uri();
    }
    try (SecretStoreClient store = open(nowhere, canary)) {
      assertThat(Objects.requireNonNull(store.fetch(List.of(READ)).get(READ)).isSilence()).isTrue();
    }
  }

  @Test
  void aClientThatWasClosedMeanwhileGivesAnAnswer() {
    try (RecordingServer provider = RecordingServer.plain(_ -> value("late"))) {
      SecretStoreClient store = open(provider.uri(), canary);
      store.close();
      StoreAnswer result = Objects.requireNonNull(store.fetch(List.of(READ)).get(READ));
      if (result instanceof StoreAnswer.Found found) {
        found.value().close();
      }
      assertThat(result).isNotInstanceOf(StoreAnswer.NotFound.class);
    }
  }
}
