package dev.sealer.testbed.git;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * The user and password of a client.
 *
 * @param user the user name
 * @param password the password; made of letters, digits and hyphens
 */
public record GitCredentials(String user, String password) {
  static GitCredentials random() {
    return new GitCredentials("deploy", "git-" + UUID.randomUUID());
  }

  /** The value of an HTTP Authorization header. */
  public String authorization() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The URL with the credentials in it, for the git command line. */
  public String inUrl(URI url) {
    return url.toString().replace("://", "://" + user + ":" + password + "@");
  }
}
