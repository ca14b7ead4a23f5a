package dev.sealer.externalsecrets.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedSessionsTest {

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final SharedSessions<AutoCloseable> sessions = new SharedSessions<>();

  private SharedSessions<AutoCloseable>.Lease lease(String scope, String... credentials) {
    List<SecretBytes> values = Stream.of(credentials).map(SecretBytes::ofUtf8).toList();
    try {
      return sessions.lease(
          scope,
          values,
          () -> {
            opened.incrementAndGet();
            return closed::incrementAndGet;
          });
    } finally {
      values.forEach(SecretBytes::close);
    }
  }

  @Test
  void theSameCredentialsAndScopeShareASessionUntilTheLastUserIsGone() {
    SharedSessions<AutoCloseable>.Lease first = lease("eu", "id", "secret");
    SharedSessions<AutoCloseable>.Lease second = lease("eu", "id", "secret");
    assertThat(opened).hasValue(1);
    assertThat(second.session()).isSameAs(first.session());

    first.close();
    first.close();
    assertThat(closed).hasValue(0);
    second.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void otherCredentialsOrAnotherScopeHaveASessionOfTheirOwn() {
    try (SharedSessions<AutoCloseable>.Lease _ = lease("eu", "id", "secret");
        SharedSessions<AutoCloseable>.Lease _ = lease("us", "id", "secret");
        SharedSessions<AutoCloseable>.Lease _ = lease("eu", "id", "other");
        SharedSessions<AutoCloseable>.Lease _ = lease("eu", "ids", "ecret")) {
      assertThat(opened).hasValue(4);
    }
    assertThat(closed).hasValue(4);
  }

  @Test
  void aSessionThatWasClosedIsOpenedAgain() {
    lease("eu", "id").close();
    lease("eu", "id").close();
    assertThat(opened).hasValue(2);
  }
}
