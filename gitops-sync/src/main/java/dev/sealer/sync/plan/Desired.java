package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import java.util.Optional;
import java.util.Set;

/**
 * One object as it should be in the cluster: what Git has, with its namespace and the marks of its
 * Application.
 *
 * @param version the API version without the group
 * @param object read-only by agreement
 * @param origin where it was written
 * @param wave when in its phase it is applied, lower first
 * @param hook present when it is to run, not to keep
 * @param marks JSON pointers of the fields that may say which Application it belongs to
 */
public record Desired(
    ResourceId id,
    String version,
    ObjectNode object,
    Origin origin,
    int wave,
    Optional<Hook> hook,
    Set<String> marks) {

  private static final String WAVE = "argocd.argoproj.io/sync-wave";
  private static final String HELM_WEIGHT = "helm.sh/hook-weight";

  /** Copies the pointers. */
  public Desired {
    marks = Set.copyOf(marks);
  }

  /** The options the object carries. */
  public SyncOptions options() {
    return SyncOptions.ofObject(object);
  }

  /** Returns it as a hook with other settings. */
  Desired with(Hook settings) {
    return new Desired(id, version, object, origin, wave, Optional.of(settings), marks);
  }

  /** {@code group/version} and kind, as a manifest begins. */
  public String apiVersion() {
    return id.group().isEmpty() ? version : id.group() + "/" + version;
  }

  /** The wave an object asks for; 0 when it asks for none or for no number. */
  static int waveOf(JsonNode object) {
    String text =
        Manifest.annotation(object, WAVE)
            .or(() -> Manifest.annotation(object, HELM_WEIGHT))
            .map(String::strip)
            .orElse("0");
    return text.matches("[-+]?\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** Names the object; the content may be secret. */
  @Override
  public String toString() {
    return id + " (" + origin + ")";
  }
}
