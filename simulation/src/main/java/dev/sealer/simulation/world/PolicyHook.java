package dev.sealer.simulation.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.simulation.apiserver.AdmissionHook;
import dev.sealer.simulation.plan.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An admission webhook that meets the writes of processes, as the plan says. */
final class PolicyHook implements AdmissionHook {

  private final FaultInjector faults;
  private final BooleanSupplier ofProcess;

  /**
   * A webhook.
   *
   * @param ofProcess whether the present call is that of a process
   */
  PolicyHook(FaultInjector faults, BooleanSupplier ofProcess) {
    this.faults = faults;
    this.ofProcess = ofProcess;
  }

  @Override
  public Verdict review(Review review) {
    Optional<Fault.Admission> fault =
        ofProcess.getAsBoolean()
            ? faults.admission(review.type().plural(), removesData(review))
            : Optional.empty();
    return fault.map(f -> verdict(f, review)).orElseGet(Verdict.Allowed::new);
  }

  private static Verdict verdict(Fault.Admission fault, Review review) {
    return switch (fault.what()) {
      case Fault.Admission.LABELS -> labeled(review);
      case Fault.Admission.QUOTES ->
          new Verdict.Refused(
              "a policy forbids " + values(review.before()) + " to be " + values(review.object()));
      default -> new Verdict.Refused("a policy forbids it for now");
    };
  }

  private static Verdict labeled(Review review) {
    if (review.object() == null || review.status()) {
      return new Verdict.Allowed();
    }
    ObjectNode changed = review.object().deepCopy();
    changed.withObject("/metadata/labels").put("policy", "seen");
    return new Verdict.Changed(changed);
  }

  /** Returns the values of a Secret as a policy sees them that decodes what it judges. */
  private static String values(@Nullable JsonNode object) {
    return object == null
        ? "[]"
        : object
            .path("data")
            .valueStream()
            .map(value -> value.asText() + " " + decoded(value.asText()))
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static boolean removesData(Review review) {
    JsonNode before = review.before();
    JsonNode after = review.object();
    if (before == null || review.status()) {
      return false;
    }
    return after == null
        || before.path("data").propertyStream().anyMatch(e -> !after.path("data").has(e.getKey()));
  }
}
