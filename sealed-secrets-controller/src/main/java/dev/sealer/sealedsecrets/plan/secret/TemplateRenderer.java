package dev.sealer.sealedsecrets.plan.secret;

import dev.sealer.secret.SecretBytes;
import java.util.Map;

/** Renders the templates of one SealedSecret. */
public interface TemplateRenderer {

  /**
   * Renders all of {@code templates}.
   *
   * @param templates Go templates by key of the Secret
   * @param context what they see: the opened items, and the raw text of sibling templates
   */
  Result render(Map<String, String> templates, Map<String, SecretBytes> context);

  /** All of it or nothing. */
  sealed interface Result {

    /** The outputs by key; the receiver closes them. */
    record Rendered(Map<String, SecretBytes> outputs) implements Result {}

    /** What went wrong by key; the messages hold no values. */
    record Failed(Map<String, String> messages) implements Result {}
  }
}
