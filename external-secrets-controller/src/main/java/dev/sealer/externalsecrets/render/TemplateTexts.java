package dev.sealer.externalsecrets.render;

/** Reads templates that stand in ConfigMaps and Secrets. */
public interface TemplateTexts {

  /** What a read came to. */
  sealed interface Text {
    /** The template. */
    record Found(String template) implements Text {}

    /** It is not there; the cause is fit for a status. */
    record Missing(String cause) implements Text {}
  }

  /**
   * Reads one template.
   *
   * @param secret from a Secret rather than a ConfigMap
   * @param key of the object's data
   */
  Text read(String namespace, boolean secret, String name, String key);
}
