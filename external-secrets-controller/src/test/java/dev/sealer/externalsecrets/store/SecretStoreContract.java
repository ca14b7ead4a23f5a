package dev.sealer.externalsecrets.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
      assertThat(text(one(store, SecretRead.current(prefix + "a")))).isEqualTo("canary-1 ü\n");
    }
  }

  @Test
  void saysThatASecretIsNotThere() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-2"))) {
      assertThat(one(store, SecretRead.current(prefix + "b"))).isEqualTo(new ReadResult.NotFound());
    }
  }

  @Test
  void answersEveryReadOfMany() {
    try (SecretStoreClient store =
        holding(Map.of(prefix + "a", "canary-3a", prefix + "b", "canary-3b"))) {
      Map<SecretRead, ReadResult> answers =
          store.read(
              List.of(
                  SecretRead.current(prefix + "a"),
                  SecretRead.current(prefix + "b"),
                  SecretRead.current(prefix + "missing"),
                  SecretRead.current(prefix + "a")));

      assertThat(answers).hasSize(3);
      assertThat(text(answers.get(SecretRead.current(prefix + "a")))).isEqualTo("canary-3a");
      assertThat(text(answers.get(SecretRead.current(prefix + "b")))).isEqualTo("canary-3b");
      assertThat(answers.get(SecretRead.current(prefix + "missing")))
          .isEqualTo(new ReadResult.NotFound());
    }
  }

  @Test
  void findsNothingUnderAVersionThatIsNotThere() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-4"))) {
      assertThat(one(store, new SecretRead(prefix + "a", "NOSUCHSTAGE", SecretRead.View.VALUE)))
          .isEqualTo(new ReadResult.NotFound());
    }
  }

  @Test
  void handsOutValuesThatAreTheCallersOwn() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-5"))) {
      ((ReadResult.Found) one(store, SecretRead.current(prefix + "a"))).value().close();
      assertThat(text(one(store, SecretRead.current(prefix + "a")))).isEqualTo("canary-5");
    }
  }

  @Test
  void isHealthy() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-6"))) {
      assertThat(store.validate()).isEqualTo(new StoreHealth.Valid());
    }
  }

  /** The answer to a single read. */
  protected static ReadResult one(SecretStoreClient store, SecretRead read) {
    ReadResult answer = store.read(List.of(read)).get(read);
    assertThat(answer).isNotNull();
    return answer;
  }

  /** The text of a found value, which is closed. */
  protected static String text(@Nullable ReadResult result) {
    if (!(result instanceof ReadResult.Found found)) {
      throw new AssertionError("not found but " + result);
    }
    try (SecretBytes value = found.value()) {
      return value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
