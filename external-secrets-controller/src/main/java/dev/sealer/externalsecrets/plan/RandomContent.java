package dev.sealer.externalsecrets.plan;

import dev.sealer.secret.SecretBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what templates made at random, such as a password or a key, until their inputs change. The
 * Secret itself remembers the inputs, so a restart changes nothing. Pure.
 */
public final class RandomContent {

  /** Annotation on the Secret: a hash of its data and of what it was made from. */
  static final String INPUTS = "sealer.dev/template-inputs";

  private RandomContent() {}

  /**
   * Returns what to write: the values of {@code live} if they were made from the same inputs, else
   * {@code fresh}.
   *
   * @param inputs hash of the inputs of {@code fresh}; empty if nothing in it is random
   * @return its values belong to {@code fresh} or to {@code live}, and are closed with them
   */
  public static Content settle(Content fresh, Optional<String> inputs, Optional<LiveSecret> live) {
    return inputs
        .map(made ->
            live.flatMap(secret -> kept(fresh, made, secret)).orElseGet(() -> marked(fresh, made)))
        .orElse(fresh);
  }

  private static Optional<Content> kept(Content fresh, String inputs, LiveSecret live) {
    Map<String, SecretBytes> data = new HashMap<>(live.data());
    data.keySet().retainAll(fresh.data().keySet());
    String mark = mark(data, inputs);
    boolean isSame =
        data.size() == fresh.data().size() && mark.equals(live.annotations().get(INPUTS));
    return isSame
        ? Optional.of(
            marked(
                new Content(
                    fresh.type(),
                    replaced(fresh.labels(), live.labels()),
                    replaced(fresh.annotations(), live.annotations()),
                    fresh.finalizers(),
                    data),
                inputs))
        : Optional.empty();
  }

  private static Map<String, String> replaced(Map<String, String> fresh, Map<String, String> live) {
    Map<String, String> replaced = new HashMap<>(fresh);
    replaced.replaceAll(live::getOrDefault);
    return replaced;
  }

  private static Content marked(Content content, String inputs) {
    Map<String, String> annotations = new HashMap<>(content.annotations());
    annotations.put(INPUTS, mark(content.data(), inputs));
    return new Content(
        content.type(), content.labels(), annotations, content.finalizers(), content.data());
  }

  private static String mark(Map<String, SecretBytes> data, String inputs) {
    return PeerHash.ofText(PeerHash.ofData(data) + inputs);
  }
}
