package dev.sealer.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.secret.SecretBytes;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Items made by the real kubeseal; {@code vectors/renew-vectors.py} says how and what they are. */
class VectorsTest {

  private static final List<PrivateKeyOperation> OPERATIONS =
      List.of(new JdkPrivateKeyOperation(), PrivateKeyOperation.fastest());

  record Vector(
      String id,
      String key,
      Scope scope,
      SealingLabel label,
      String outcome,
      String plain,
      String item) {

    @Override
    public String toString() {
      return id;
    }
  }

  static Stream<Vector> vectors() {
    return TestKeys.text("items.tsv").lines().map(VectorsTest::vector);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void hasTheOutcomeItStates(Vector vector) {
    for (PrivateKeyOperation operation : OPERATIONS) {
      assertThat(outcome(vector, operation)).as(operation.provider()).isEqualTo(vector.outcome());
    }
  }

  private static String outcome(Vector vector, PrivateKeyOperation operation) {
    return switch (SealedItem.parseBase64(vector.item())) {
      case ParsedItem.Malformed malformed -> malformed.reason().name();
      case ParsedItem.Parsed parsed -> unseal(vector, parsed.item(), operation);
    };
  }

  private static String unseal(Vector vector, SealedItem item, PrivateKeyOperation operation) {
    KeyRing ring = KeyRing.of(List.of(TestKeys.named(vector.key()).key()));
    return switch (new Unsealer(ring, operation).unseal(item, vector.label(), null)) {
      case UnsealResult.NotOpened _ -> "not-opened";
      case UnsealResult.Unsealed unsealed -> {
        try (unsealed;
            SecretBytes expected =
                SecretBytes.takeOver(Base64.getDecoder().decode(vector.plain()))) {
          yield unsealed.value().matches(expected) ? "opens" : "opens with other bytes";
        }
      }
    };
  }

  private static Vector vector(String line) {
    String[] field = line.split("\t", -1);
    Scope scope = Scope.ofFlag(field[2]).orElseThrow();
    return new Vector(
        field[0], field[1], scope, scope.label(field[3], field[4]), field[5], field[6], field[7]);
  }
}
