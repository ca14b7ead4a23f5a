package dev.sealer.externalsecrets.render;

/** Reads templates from ConfigMaps and Secrets. */
public interface TemplateTexts {

  /** The result of reading a template. */
  sealed interface Text {
    /** The template. */
    record Found(String template) implements Text {}

    /** The template does not exist; the cause is safe to show in a status. */
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
