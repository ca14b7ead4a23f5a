package dev.sealer.sealedsecrets.plan;

/**
 * Why a SealedSecret is not a Secret now.
 *
 * @param reason for programs
 * @param message for people; holds nothing secret
 */
public record Failure(Reason reason, String message) {

  /** The cause, in the words of the {@code Ready} condition. */
  public enum Reason {
    /** An item is not a sealed value at all, or the object's shape is wrong. */
    MALFORMED("Malformed", Phase.UNSEAL),
    /** No key of the size that sealed it is here. */
    UNKNOWN_KEY("UnknownKey", Phase.UNSEAL),
    /** It was sealed for another scope than the object's annotations state. */
    WRONG_SCOPE("WrongScope", Phase.UNSEAL),
    /** Sealed for another name or namespace, with a key that is not here, or damaged. */
    NOT_DECRYPTABLE("NotDecryptable", Phase.UNSEAL),
    /** The Secret would be a credential of the cluster or of the controller. */
    NOT_ALLOWED("NotAllowed", Phase.UNSEAL),
    /** A template does not parse or does not render. */
    TEMPLATE_FAILED("TemplateFailed", Phase.UNSEAL),
    /** A Secret of this name belongs to someone else. */
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

    /** The word on the wire. */
    public String wire() {
      return wire;
    }

    /** Whether a sealing key that appears may help. */
    public boolean waitsForKey() {
      return this == UNKNOWN_KEY || this == NOT_DECRYPTABLE;
    }

    /** Whether it stays so until somebody changes something, here or at the API server. */
    boolean needsSomebody() {
      return this != UNAVAILABLE;
    }

    /** Where it went wrong. */
    public Phase phase() {
      return phase;
    }
  }

  /** The step that failed: which of the peer's two warnings is told. */
  public enum Phase {
    /** Event {@code ErrUnsealFailed}. */
    UNSEAL,
    /** Event {@code ErrUpdateFailed}. */
    UPDATE
  }
}
