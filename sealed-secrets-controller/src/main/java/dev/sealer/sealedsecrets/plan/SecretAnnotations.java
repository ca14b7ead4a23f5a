package dev.sealer.sealedsecrets.plan;

import java.util.Map;

/** The annotations that decide who owns a Secret. Only the value "true" sets them. */
public final class SecretAnnotations {

  /** On a Secret: the controller may take it over and replace its content. */
  public static final String MANAGED = "sealedsecrets.bitnami.com/managed";

  /** On a Secret: the controller may add to it. */
  public static final String PATCH = "sealedsecrets.bitnami.com/patch";

  /** On a template: the Secret gets no owner reference. */
  public static final String SKIP_OWNER = "sealedsecrets.bitnami.com/skip-set-owner-references";

  /** On a SealedSecret, ours: a Secret that cannot be changed is deleted and made again. */
  public static final String RECREATE = "sealer.dev/recreate-immutable";

  private SecretAnnotations() {}

  /** Returns whether {@code name} is exactly {@code true}. */
  public static boolean isSet(Map<String, String> annotations, String name) {
    return "true".equals(annotations.get(name));
  }
}
