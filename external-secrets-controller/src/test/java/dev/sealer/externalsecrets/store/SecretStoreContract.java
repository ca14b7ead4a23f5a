package dev.sealer.externalsecrets.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of every store, the fake one included. */
public abstract class SecretStoreContract {

  /** Unique for each test, so that stores with a memory do not mix them up. */
  protected final String prefix = "contract/" + UUID.randomUUID() + "/";

  /** A client of a store that holds exactly these texts. */
  protected abstract SecretStoreClient holding(Map<String, String> texts);

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
  void metadataIsAJsonObjectOrRefused() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "1"))) {
      StoreAnswer answer =
          one(store, new StoreQuery.Value(prefix + "a", "", StoreQuery.View.METADATA));
      if (answer instanceof StoreAnswer.Found) {
        assertThat(text(answer)).startsWith("{").endsWith("}");
      } else {
        assertThat(answer.is(StoreAnswer.Failure.Kind.REFUSED)).isTrue();
      }
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
    assertThat(answer).isNotNull();
    return answer;
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
