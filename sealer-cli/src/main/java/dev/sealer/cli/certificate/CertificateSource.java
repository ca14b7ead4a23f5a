package dev.sealer.cli.certificate;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.SealingCertificate;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Finds the certificate to seal for: a file, a URL, or else the controller. */
public final class CertificateSource {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private CertificateSource() {}

  /**
   * The bytes behind a {@code --cert} value: a path, or a URL with the scheme http, https or file.
   */
  public static byte[] read(String value) {
    String scheme = scheme(value);
    // A scheme of one letter is a drive.
    if (scheme.length() < 2) {
      return FileText.read(value);
    }
    return switch (scheme) {
      case "file" -> FileText.read(URI.create(value).getPath());
      case "http", "https" -> CertificateDownload.get(URI.create(value));
      default ->
          throw new CommandFailure(
              "Get \"" + value + "\": unsupported protocol scheme \"" + scheme + "\"");
    };
  }

  private static String scheme(String value) {
    try {
      String scheme = new URI(value).getScheme();
      return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      // No URL, so a path: paths may hold anything.
      return "";
    }
  }

  /**
   * Parses a certificate for sealing.
   *
   * @throws CommandFailure when it is none, holds no RSA key or has expired
   */
  public static SealingCertificate parse(byte[] pem, Instant now) {
    SealingCertificate certificate;
    try {
      certificate = SealingCertificate.parse(pem);
    } catch (InvalidKeyMaterialException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    if (certificate.isExpiredAt(now)) {
      throw new CommandFailure(
          "failed to encrypt using an expired certificate on "
              + DAY.format(certificate.notAfter()));
    }
    return certificate;
  }
}
