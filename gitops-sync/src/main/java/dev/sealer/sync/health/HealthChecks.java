package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.ResourceId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells an object's health: by the expression that the installation gives for its kind, or else by
 * the built-in rule.
 */
public final class HealthChecks {

  private static final HealthChecks BUILT_IN = new HealthChecks(Map.of());

  private final Map<String, CustomHealth> custom;

  private HealthChecks(Map<String, CustomHealth> custom) {
    this.custom = Map.copyOf(custom);
  }

  /** Returns the checks of an installation that gives none. */
  public static HealthChecks builtIn() {
    return BUILT_IN;
  }

  /**
   * Returns these checks and another one.
   *
   * @param key the setting that the expression is from
   * @param kind {@code group/kind}, or a kind of the core group
   * @throws IllegalArgumentException naming the key and what is wrong with it
   */
  public HealthChecks with(String key, String kind, String expression) {
    if (kind.equals("Secret")) {
      throw new IllegalArgumentException(key + ": a Secret has no health; its content is not read");
    }
    Map<String, CustomHealth> more = new TreeMap<>(custom);
    more.put(kind, new CustomHealth(key, expression));
    return new HealthChecks(more);
  }

  /**
   * Returns the health of a live object.
   *
   * @return empty for a kind without a rule, which counts as healthy and is not shown
   */
  public Optional<Health> of(JsonNode live) {
    ResourceId id = ResourceId.of(live);
    CustomHealth check =
        custom.get(id.group().isEmpty() ? id.kind() : id.group() + "/" + id.kind());
    return check == null || HealthRules.isDeleting(live)
        ? HealthRules.of(live)
        : Optional.of(check.of(live));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HealthChecks checks && custom.equals(checks.custom);
  }

  @Override
  public int hashCode() {
    return custom.hashCode();
  }

  @Override
  public String toString() {
    return custom.keySet().toString();
  }
}
