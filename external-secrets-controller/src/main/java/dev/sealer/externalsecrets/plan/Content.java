package dev.sealer.externalsecrets.plan;

import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The desired content of the Secret, with templates rendered.
 *
 * @param type its type; empty to keep the present one
 * @param labels without ours
 * @param annotations without ours
 * @param finalizers as they are
 * @param data key to value
 */
public record Content(
    String type,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> finalizers,
    Map<String, SecretBytes> data) {

  /** The content without a template: the values as they are, the metadata of the source. */
  public static Content untemplated(Source source, Map<String, SecretBytes> data) {
    return new Content(
        "",
        Owned.inherited(source.labels()),
        Owned.inherited(source.annotations()),
        List.of(),
        data);
  }

  /**
   * Returns a hash of all of it.
   *
   * @param inputs hash of the inputs of random values, used in place of the data; empty if nothing
   *     is random
   */
  public String fingerprint(Optional<String> inputs) {
    return PeerHash.ofText(
        String.join(
            "\n",
            type,
            PeerHash.ofMetadata(annotations, labels),
            String.join(",", finalizers),
            inputs.orElseGet(() -> PeerHash.ofData(data))));
  }
}
