package dev.sealer.externalsecrets.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.value.JsonValues;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.kube.client.Json;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract of every store. What it does not have by its {@link StoreTraits} does not apply to
 * it; each subclass states these cells, and the contract checks that they are just those.
 */
public abstract class SecretStoreContract {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final byte[] BYTES = {0, (byte) 0xff, (byte) 0xfe, '{', (byte) 0xc3};

  /** What a store must be able to do, or to bear. */
  protected enum Cell {
    /** A part of a value that is JSON. */
    PROPERTY(null),
    /** Tags or labels. */
    METADATA(StoreFeature.METADATA),
    /** Values that are not text. */
    BINARY(StoreFeature.BINARY),
    /** Older values. */
    VERSIONS(null),
    /** Credentials that may not read. */
    DENIED(StoreFeature.SERVER),
    /** Too many calls. */
    THROTTLED(StoreFeature.SERVER),
    /** A server that fails. */
    FAILED(StoreFeature.SERVER),
    /** A server that is another. */
    STRANGE(StoreFeature.SERVER),
    /** A server that does not answer. */
    TIME_OUT(StoreFeature.SERVER),
    /** A server that is not there. */
    UNREACHABLE(StoreFeature.SERVER),
    /** An answer that would fill the memory. */
    OVERSIZED(StoreFeature.SERVER),
    /** A store that is closed while it reads. */
    CLOSED_WHILE_READING(StoreFeature.SERVER),
    /** A store that was closed. */
    CLOSED(null);

    private final @Nullable StoreFeature needs;

    Cell(@Nullable StoreFeature needs) {
      this.needs = needs;
    }
  }

  /** Unique for each test, so that stores with a memory do not mix them up. */
  protected final String prefix = "contract/" + UUID.randomUUID() + "/";

  /** A value that neither a status nor a log may show. */
  private final String canary = Canary.random().value();

  private final String key = prefix + "a";
  private final StoreQuery read = StoreQuery.current(key);

  /** Returns the constants of the kind of store. */
  protected abstract StoreTraits traits();

  /** Returns the cells that do not apply. */
  protected abstract Set<Cell> doesNotApply();

  /** A client of a store that holds exactly these texts. */
  protected abstract SecretStoreClient holding(Map<String, String> texts);

  /** A client of a store that holds a secret in two versions. */
  protected abstract SecretStoreClient holding(String key, String older, String newer);

  /** Returns how the older and the newer version are called. */
  protected abstract List<String> versions();

  /** A client of a store that holds bytes. */
  protected SecretStoreClient holding(String key, byte[] value) {
    throw new UnsupportedOperationException("this kind of store holds text only");
  }

  /** Returns how the server of the store speaks. */
  protected StoreServer server() {
    throw new UnsupportedOperationException("this kind of store has no server");
  }

  @ParameterizedTest
  @EnumSource
  void everyCellIsHeldOrDoesNotApplyByTheTraits(Cell cell) throws Exception {
    boolean able = cell.needs == null || traits().features().contains(cell.needs);
    assertThat(doesNotApply().contains(cell)).as("%s does not apply", cell).isEqualTo(!able);
    if (able) {
      check(cell);
    }
  }

  private void check(Cell cell) throws Exception {
    switch (cell) {
      case PROPERTY -> properties();
      case METADATA -> metadata();
      case BINARY -> binary();
      case VERSIONS -> olderValues();
      case DENIED -> trouble(StoreServer.Trouble.DENIED);
      case THROTTLED -> trouble(StoreServer.Trouble.THROTTLED);
      case FAILED -> trouble(StoreServer.Trouble.FAILED);
      case STRANGE -> trouble(StoreServer.Trouble.STRANGE);
      case TIME_OUT -> timeOut();
      case UNREACHABLE -> unreachable();
      case OVERSIZED -> oversized();
      case CLOSED_WHILE_READING -> closedWhileReading();
      case CLOSED -> closed();
    }
  }

  private void properties() throws UnusableValueException {
    ObjectNode json = Json.object().put("x.y", "literal");
    json.putObject("x").put("y", "path");
    json.putObject("a").put("b", canary);
    try (SecretStoreClient store = holding(Map.of(key, Json.text(json)));
        SecretBytes value = ((StoreAnswer.Found) one(store, read)).value()) {
      assertThat(property(value, "a.b")).contains(canary);
      assertThat(property(value, "x.y"))
          .contains(traits().properties().literalFirst() ? "literal" : "path");
      assertThat(property(value, "a.missing")).isEmpty();
    }
  }

  private Optional<String> property(SecretBytes value, String path) throws UnusableValueException {
    return JsonValues.property(value, path, traits().properties())
        .map(part -> text(new StoreAnswer.Found(part, "")));
  }

  private void metadata() {
    try (SecretStoreClient store = holding(Map.of(key, canary))) {
      String json = text(one(store, new StoreQuery.Value(key, "", StoreQuery.View.METADATA)));

      assertThat(Json.parse(json.getBytes(StandardCharsets.UTF_8)).isObject()).isTrue();
      assertThat(json).doesNotContain(canary);
    }
  }

  private void binary() {
    try (SecretStoreClient store = holding(key, BYTES);
        SecretBytes value = ((StoreAnswer.Found) one(store, read)).value()) {
      assertThat(value.<byte[]>reveal(byte[]::clone)).isEqualTo(BYTES);
    }
  }

  private void olderValues() {
    try (SecretStoreClient store = holding(key, canary + "-1", canary + "-2")) {
      for (int i = 0; i < 2; i++) {
        StoreQuery version = new StoreQuery.Value(key, versions().get(i), StoreQuery.View.VALUE);
        assertThat(text(one(store, version))).isEqualTo(canary + "-" + (i + 1));
      }
    }
  }

  private StoreAnswer ask(Answer answer, StoreQuery query) {
    try (RecordingServer server = RecordingServer.plain(_ -> answer);
        SecretStoreClient store = server().open(server.uri(), canary, PATIENCE)) {
      return one(store, query);
    }
  }

  /**
   * It has a kind, never means that the secret does not exist, says what to do, repeats nothing of
   * the server or the credential, and is the same at each try. Each read of many has it.
   */
  private void trouble(StoreServer.Trouble trouble) {
    List<StoreQuery> reads =
        List.of(
            read,
            StoreQuery.current(prefix + "b"),
            new StoreQuery.Value(key, "older", StoreQuery.View.VALUE),
            new StoreQuery.Value(key, "", StoreQuery.View.METADATA),
            new StoreQuery.Search(prefix, Optional.of("db"), Map.of()));
    StoreServer speech = server();
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    // People turn on debugging where a store fails.
    try (LogCapture logs = LogCapture.install();
        RecordingServer server = RecordingServer.plain(_ -> speech.answer(trouble, canary));
        SecretStoreClient store = speech.open(server.uri(), canary, PATIENCE)) {
      logs.follow(lines::add);
      logs.debug();
      assertThat(store.fetch(reads))
          .containsOnlyKeys(reads)
          .allSatisfy((_, answer) -> failed(answer, trouble.kind));
    }
    assertThat(lines).noneMatch(line -> line.contains(canary));
    assertThat(ask(speech.answer(trouble, canary), read))
        .isEqualTo(ask(speech.answer(trouble, canary + "2"), read));
  }

  private void failed(StoreAnswer answer, StoreAnswer.Failure.Kind kind) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            StoreAnswer.Failure.class,
            failure -> {
              assertThat(failure.kind()).as(failure.cause()).isEqualTo(kind);
              assertThat(failure.cause())
                  .as("where: what; what to do")
                  .containsPattern(".+: .+; .+")
                  .doesNotContain(canary);
            });
  }

  private void timeOut() {
    CountDownLatch never = new CountDownLatch(1);
    StoreServer speech = server();
    try (RecordingServer server =
            RecordingServer.plain(_ -> awaiting(never, speech.value("late")));
        SecretStoreClient store = speech.open(server.uri(), canary, Duration.ofMillis(50))) {
      failed(one(store, read), StoreAnswer.Failure.Kind.UNAVAILABLE);
      never.countDown();
    }
  }

  private void unreachable() {
    URI nowhere;
    try (RecordingServer server = RecordingServer.plain(_ -> server().value(""))) {
      nowhere = server.uri();
    }
    try (SecretStoreClient store = server().open(nowhere, canary, PATIENCE)) {
      failed(one(store, read), StoreAnswer.Failure.Kind.UNAVAILABLE);
    }
  }

  private void oversized() {
    StoreAnswer refused = ask(server().value(canary + "x".repeat(9 << 20)), read);

    failed(refused, StoreAnswer.Failure.Kind.REFUSED);
    assertThat(refused.toString()).contains("larger than");
  }

  private void closedWhileReading() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    StoreServer speech = server();
    try (RecordingServer server =
        RecordingServer.plain(_ -> {
          asked.countDown();
          return awaiting(closed, speech.value("late"));
        })) {
      SecretStoreClient store = speech.open(server.uri(), canary, PATIENCE);
      CompletableFuture<StoreAnswer> answer = CompletableFuture.supplyAsync(() -> one(store, read));
      boolean _ = awaiting(asked, true);
      store.close();
      closed.countDown();
      bearable(answer.join());
    }
  }

  private void closed() {
    SecretStoreClient store = holding(Map.of(key, "late"));
    store.close();
    bearable(one(store, read));
  }

  private static void bearable(StoreAnswer answer) {
    if (answer instanceof StoreAnswer.Found found) {
      found.value().close();
    } else {
      assertThat(answer).isInstanceOf(StoreAnswer.Failure.class);
    }
  }

  private static <T> T awaiting(CountDownLatch latch, T then) {
    try {
      latch.await();
      return then;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("stopped", stopped);
    }
  }

  @Test
  void findsAValue() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-1 ü\n"))) {
      assertThat(text(one(store, StoreQuery.current(prefix + "a")))).isEqualTo("canary-1 ü\n");
    }
  }

  @Test
  void saysThatASecretIsNotThere() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-2"))) {
      assertThat(one(store, StoreQuery.current(prefix + "b")))
          .isEqualTo(new StoreAnswer.NotFound());
    }
  }

  @Test
  void answersEveryReadOfMany() {
    try (SecretStoreClient store =
        holding(Map.of(prefix + "a", "canary-3a", prefix + "b", "canary-3b"))) {
      Map<StoreQuery, StoreAnswer> answers =
          store.fetch(
              List.of(
                  StoreQuery.current(prefix + "a"),
                  StoreQuery.current(prefix + "b"),
                  StoreQuery.current(prefix + "missing"),
                  StoreQuery.current(prefix + "a")));

      assertThat(answers).hasSize(3);
      assertThat(text(answers.get(StoreQuery.current(prefix + "a")))).isEqualTo("canary-3a");
      assertThat(text(answers.get(StoreQuery.current(prefix + "b")))).isEqualTo("canary-3b");
      assertThat(answers.get(StoreQuery.current(prefix + "missing")))
          .isEqualTo(new StoreAnswer.NotFound());
    }
  }

  @Test
  void findsNothingUnderAVersionThatIsNotThere() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-4"))) {
      assertThat(
              one(store, new StoreQuery.Value(prefix + "a", "NOSUCHSTAGE", StoreQuery.View.VALUE)))
          .isEqualTo(new StoreAnswer.NotFound());
    }
  }

  @Test
  void handsOutValuesThatAreTheCallersOwn() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-5"))) {
      ((StoreAnswer.Found) one(store, StoreQuery.current(prefix + "a"))).value().close();
      assertThat(text(one(store, StoreQuery.current(prefix + "a")))).isEqualTo("canary-5");
    }
  }

  @Test
  void findsTheNamesBelowAPathThatAnExpressionMatches() {
    try (SecretStoreClient store =
        holding(Map.of(prefix + "db-1", "1", prefix + "db-2", "2", prefix + "api", "3"))) {
      assertThat(one(store, new StoreQuery.Search(prefix, Optional.of("db-[0-9]$"), Map.of())))
          .isEqualTo(new StoreAnswer.Listed(List.of(prefix + "db-1", prefix + "db-2")));
      assertThat(one(store, new StoreQuery.Search(prefix, Optional.empty(), Map.of())))
          .isEqualTo(
              new StoreAnswer.Listed(List.of(prefix + "api", prefix + "db-1", prefix + "db-2")));
    }
  }

  @Test
  void aSearchThatFindsNothingIsAnEmptyListAndNotASecretThatIsNotThere() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "1"))) {
      assertThat(one(store, new StoreQuery.Search(prefix + "b", Optional.empty(), Map.of())))
          .isEqualTo(new StoreAnswer.Listed(List.of()));
    }
  }

  @Test
  void metadataIsRefusedByAStoreThatKeepsNone() {
    try (SecretStoreClient store = holding(Map.of(key, canary))) {
      StoreAnswer answer = one(store, new StoreQuery.Value(key, "", StoreQuery.View.METADATA));
      if (answer instanceof StoreAnswer.Found found) {
        found.value().close();
      }

      assertThat(answer.is(StoreAnswer.Failure.Kind.REFUSED))
          .isEqualTo(!traits().features().contains(StoreFeature.METADATA));
    }
  }

  @Test
  void isHealthy() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-6"))) {
      assertThat(store.validate()).isEqualTo(new StoreHealth.Valid());
    }
  }

  /** The answer to a single read. */
  protected static StoreAnswer one(SecretStoreClient store, StoreQuery read) {
    StoreAnswer answer = store.fetch(List.of(read)).get(read);
    return Objects.requireNonNull(answer, "no answer");
  }

  /** The text of a found value, which is closed. */
  protected static String text(@Nullable StoreAnswer result) {
    if (!(result instanceof StoreAnswer.Found found)) {
      throw new AssertionError("not found but " + result);
    }
    try (SecretBytes value = found.value()) {
      return value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
