package dev.sealer.sealedsecrets.plan;

/**
 * The reason why a SealedSecret is not a Secret.
 *
 * @param reason for programs
 * @param message for people; contains no secrets
 */
public record Failure(Reason reason, String message) {

  /** The cause, as in the {@code Ready} condition. */
  public enum Reason {
    /** A value is not a sealed value, or the shape of the object is wrong. */
    MALFORMED("Malformed", Phase.UNSEAL),
    /** No sealing key has the size of the key that it was sealed with. */
    UNKNOWN_KEY("UnknownKey", Phase.UNSEAL),
    /** A value was sealed with another scope than the object's annotations state. */
    WRONG_SCOPE("WrongScope", Phase.UNSEAL),
    /** A value was sealed for another name or namespace, with a missing key, or is damaged. */
    NOT_DECRYPTABLE("NotDecryptable", Phase.UNSEAL),
    /** The Secret would be a credential of the cluster or of the controller. */
    NOT_ALLOWED("NotAllowed", Phase.UNSEAL),
    /** A template does not parse or does not render. */
    TEMPLATE_FAILED("TemplateFailed", Phase.UNSEAL),
    /** A Secret of this name is managed by someone else. */
    NOT_MANAGED("NotManaged", Phase.UPDATE),
    /** The Secret is immutable and would have to change. */
    IMMUTABLE("Immutable", Phase.UPDATE),
    /** The Secret's type would have to change, which the API does not allow. */
    TYPE_CHANGED("TypeChanged", Phase.UPDATE),
    /** The API server refused the Secret. */
    REFUSED("Refused", Phase.UPDATE),
    /** The API server could not be reached, or the Secret changed meanwhile. */
    UNAVAILABLE("Unavailable", Phase.UPDATE);

    private final String wire;
    private final Phase phase;

    Reason(String wire, Phase phase) {
      this.wire = wire;
      this.phase = phase;
    }

    /** Returns the reason as in a condition. */
    public String wire() {
      return wire;
    }

    /** Returns whether the failure lasts until a person changes something. */
    boolean needsSomebody() {
      return this != UNAVAILABLE;
    }

    /** Returns the step that failed. */
    public Phase phase() {
      return phase;
    }
  }

  /** The step that failed; decides which of the two upstream events is recorded. */
  public enum Phase {
    /** Event {@code ErrUnsealFailed}. */
    UNSEAL,
    /** Event {@code ErrUpdateFailed}. */
    UPDATE
  }
}
