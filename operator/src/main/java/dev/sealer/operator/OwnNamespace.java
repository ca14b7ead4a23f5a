package dev.sealer.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the operator's own namespace, like the upstream controllers. */
final class OwnNamespace {

  private static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
  private static final String LAST_RESORT = "default";

  private OwnNamespace() {}

  /**
   * Returns the flag, else {@code POD_NAMESPACE}, else the namespace of the service account, else
   * {@code default}.
   */
  static String find(@Nullable String flag, Map<String, String> environment) {
    return find(flag, environment, SERVICE_ACCOUNT);
  }

  static String find(@Nullable String flag, Map<String, String> environment, Path file) {
    if (flag != null && !flag.isBlank()) {
      return flag;
    }
    String pod = environment.getOrDefault("POD_NAMESPACE", "");
    if (!pod.isBlank()) {
      return pod;
    }
    try {
      String mounted = Files.isReadable(file) ? Files.readString(file).strip() : "";
      return mounted.isEmpty() ? LAST_RESORT : mounted;
    } catch (IOException unreadable) {
      return LAST_RESORT;
    }
  }
}
