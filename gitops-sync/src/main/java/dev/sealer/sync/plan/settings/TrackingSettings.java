package dev.sealer.sync.plan.settings;

import java.util.Arrays;
import java.util.Optional;

/**
 * The settings of how an object says which Application it belongs to.
 *
 * @param labelKey the label of the methods that write one
 * @param installation tells the objects of installations apart that share a cluster; may be empty
 */
public record TrackingSettings(Method method, String labelKey, String installation) {

  private static final String LABEL = "app.kubernetes.io/instance";

  /** Argo CD also labels the Pods of a workload with it, which rolls them out again. */
  private static final String LEGACY_LABEL = "applications.argoproj.io/app-name";

  /** A method, by Argo CD's words. */
  public enum Method {
    /** An annotation names the Application and the object. */
    ANNOTATION("annotation"),
    /** The annotation counts; a label tells people. */
    ANNOTATION_AND_LABEL("annotation+label"),
    /** A label names the Application. */
    LABEL("label");

    private final String word;

    Method(String word) {
      this.word = word;
    }

    private static Optional<Method> find(String word) {
      return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
  }

  /** Returns the settings of a cluster that has none: by annotation, as Argo CD 3. */
  public static TrackingSettings standard() {
    return new TrackingSettings(Method.ANNOTATION, LABEL, "");
  }

  /**
   * Reads the values of three keys; each may be empty.
   *
   * @throws IllegalArgumentException naming the key that cannot be used
   */
  static TrackingSettings parse(String method, String labelKey, String installation) {
    Method found =
        method.isBlank()
            ? Method.ANNOTATION
            : Method.find(method)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "application.resourceTrackingMethod: unknown method \""
                            + method
                            + "\"; set it to annotation, annotation+label or label"));
    return new TrackingSettings(
        found, labelKey.isBlank() ? LABEL : checked(labelKey), installation);
  }

  private static String checked(String key) {
    int slash = key.indexOf('/');
    boolean isValid =
        key.substring(slash + 1).matches("(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?")
            && (slash < 0 || isDomain(key.substring(0, slash)));
    if (!isValid) {
      throw new IllegalArgumentException(
          "application.instanceLabelKey: invalid label key \""
              + key
              + "\"; must be a name such as app.kubernetes.io/instance");
    }
    if (key.equals(LEGACY_LABEL)) {
      throw new IllegalArgumentException(
          "application.instanceLabelKey: "
              + key
              + " would also be written on Pods and restart them; choose another label");
    }
    return key;
  }

  private static boolean isDomain(String prefix) {
    return prefix.length() <= 253
        && prefix.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  }
}
