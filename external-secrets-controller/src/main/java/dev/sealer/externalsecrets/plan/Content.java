package dev.sealer.externalsecrets.plan;

import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;

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
}
