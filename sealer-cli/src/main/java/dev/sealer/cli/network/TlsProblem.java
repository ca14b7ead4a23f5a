package dev.sealer.cli.network;

import javax.net.ssl.SSLHandshakeException;

/** Why a server was not trusted, in the words that Go's programs use where there are such. */
public final class TlsProblem {
  private TlsProblem() {}

  /** One line. */
  public static String line(SSLHandshakeException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("PKIX path building failed")
        ? "tls: failed to verify certificate: x509: certificate signed by unknown authority"
        : "tls: " + message;
  }
}
