package dev.sealer.operator.flags;

/** The values of {@code --controllers}. */
public enum ControllerName {
  /** SealedSecret to Secret, and the sealing keys. */
  SEALED_SECRETS("sealed-secrets"),
  /** ExternalSecret to Secret. */
  EXTERNAL_SECRETS("external-secrets"),
  /** Git to cluster. */
  GITOPS_SYNC("gitops-sync");

  private final String flag;

  ControllerName(String flag) {
    this.flag = flag;
  }

  /** Returns the name on the command line. */
  @Override
  public String toString() {
    return flag;
  }
}
