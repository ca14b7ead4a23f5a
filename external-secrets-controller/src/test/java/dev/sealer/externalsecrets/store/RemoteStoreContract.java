package dev.sealer.externalsecrets.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of every store whose provider is on the network, for a provider in trouble. */
public abstract class RemoteStoreContract {

  /** Trouble that a provider answers with. */
  protected enum Trouble {
    /** The credentials may not read the secret. */
    DENIED(ReadResult.Denied.class),
    /** There were too many calls. */
    THROTTLED(ReadResult.Throttled.class),
    /** The provider failed. */
    FAILED(ReadResult.Unavailable.class),
    /** Something else answers in its place. */
    STRANGE(ReadResult.Unavailable.class);

    private final Class<? extends ReadResult> result;

    Trouble(Class<? extends ReadResult> result) {
      this.result = result;
    }
  }

  private static final SecretRead READ = SecretRead.current("prod/db");

  /** A value that neither a status nor a log may show. */
  private final String canary = "canary-" + UUID.randomUUID();

  /** Opens the store with {@code credential}, without retries. */
  protected abstract SecretStoreClient open(URI provider, String credential);

  /** Returns the provider's answer in {@code trouble}, with {@code echo} in its message. */
  protected abstract Answer answer(Trouble trouble, String echo);

  /** Returns the provider's answer with a value. */
  protected abstract Answer value(String value);

  private ReadResult read(Answer answer) {
    return read(answer, List.of(READ)).getFirst();
  }

  private List<ReadResult> read(Answer answer, List<SecretRead> reads) {
    try (RecordingServer provider = RecordingServer.plain(_ -> answer);
        SecretStoreClient store = open(provider.uri(), canary)) {
      Map<SecretRead, ReadResult> results = store.read(reads);
      return reads.stream().map(read -> Objects.requireNonNull(results.get(read))).toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void troubleHasAKindAndNeverMeansThatTheSecretDoesNotExist(Trouble trouble) {
    assertThat(read(answer(trouble, canary))).isInstanceOf(trouble.result);
  }

  @ParameterizedTest
  @EnumSource
  void theCauseRepeatsNothingOfTheProviderAndIsTheSameAtEachTry(Trouble trouble) {
    ReadResult first = read(answer(trouble, canary));

    assertThat(first.toString()).doesNotContain(canary);
    assertThat(read(answer(trouble, canary + "2"))).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void everyReadOfManyHasAnAnswer(Trouble trouble) {
    List<SecretRead> reads =
        List.of(
            READ,
            SecretRead.current("prod/other"),
            new SecretRead("prod/db", "older", SecretRead.View.VALUE),
            new SecretRead("prod/db", "", SecretRead.View.METADATA));

    assertThat(read(answer(trouble, canary), reads))
        .allSatisfy(result -> assertThat(result).isInstanceOf(ReadResult.Failure.class));
  }

  @Test
  void anAnswerThatIsTooLargeIsRefusedBeforeItIsKept() {
    ReadResult refused = read(value(canary + "x".repeat(9 << 20)));

    assertThat(refused).isInstanceOf(ReadResult.Refused.class);
    assertThat(refused.toString()).contains("larger than").doesNotContain(canary);
  }

  @Test
  void aProviderThatCannotBeReachedIsUnavailable() {
    URI nowhere;
    try (RecordingServer provider = RecordingServer.plain(_ -> value(""))) {
      nowhere = provider.uri();
    }
    try (SecretStoreClient store = open(nowhere, canary)) {
      assertThat(store.read(List.of(READ)).get(READ)).isInstanceOf(ReadResult.Unavailable.class);
    }
  }

  @Test
  void aClientThatWasClosedMeanwhileGivesAnAnswer() {
    try (RecordingServer provider = RecordingServer.plain(_ -> value("late"))) {
      SecretStoreClient store = open(provider.uri(), canary);
      store.close();
      ReadResult result = Objects.requireNonNull(store.read(List.of(READ)).get(READ));
      if (result instanceof ReadResult.Found found) {
        found.value().close();
      }
      assertThat(result).isNotInstanceOf(ReadResult.NotFound.class);
    }
  }
}
