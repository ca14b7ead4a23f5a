package dev.sealer.testbed.credentials;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A user that the API server knows by a static token.
 *
 * @param user the user's name
 * @param groups the groups, comma separated
 * @param token the bearer token
 */
public record Identity(String user, String groups, String token) {
  /** A user with a new random token. */
  public static Identity make(String user, String groups) {
    byte[] random = new byte[20];
    new SecureRandom().nextBytes(random);
    return new Identity(user, groups, HexFormat.of().formatHex(random));
  }

  /** A line of the API server's token file. */
  public String line() {
    return token + "," + user + "," + user + ",\"" + groups + "\"\n";
  }
}
