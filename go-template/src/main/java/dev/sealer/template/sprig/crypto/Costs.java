package dev.sealer.template.sprig.crypto;

/** The costs of expensive functions, in points of the sandbox: about a millisecond each. */
public final class Costs {

  /** One bcrypt hash of cost 10. */
  public static final int BCRYPT = 80;

  /** One scrypt key of 32 MiB. */
  public static final int SCRYPT = 200;

  /** An RSA key of 2048 bits, with a certificate. */
  public static final int RSA_2048 = 250;

  /** A key of any type on its own: RSA keys have 4096 bits, DSA keys parameters of their own. */
  public static final int ANY_KEY = 2000;

  /** A certificate for a key that is there already. */
  public static final int CERTIFICATE = 20;

  private Costs() {}
}
