package dev.sealer.sealedsecrets.plan.secret;

import dev.sealer.secret.SecretBytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders the templates of one SealedSecret. */
public interface TemplateRenderer {

  /**
   * Makes the data of the Secret. An opened item wins over a template of the same key, in the
   * output as in what templates see; a template that is null leaves the item of its key out.
   *
   * @param templates Go templates by key of the Secret
   * @param opened the opened items, which stay the caller's to close
   */
  Result render(Map<String, @Nullable String> templates, Map<String, SecretBytes> opened);

  /** All of it or nothing. */
  sealed interface Result {
    /** The data by key: items as they were given, and outputs that the receiver closes. */
    record Rendered(Map<String, SecretBytes> data) implements Result {}

    /** What went wrong by key; the messages hold no values. */
    record Failed(Map<String, String> messages) implements Result {}
  }
}
