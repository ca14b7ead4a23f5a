package dev.sealer.cli.certificates;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.SealingCertificate;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the certificate to seal for: a file, a URL, or else the controller. */
public final class CertificateSource {
  /** Up to the last @, because a password that was not encoded may hold any character. */
  private static final Pattern PASSWORD =
      Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://[^:/?#@]*):.*@", Pattern.DOTALL);

  private CertificateSource() {}

  /**
   * The bytes behind a {@code --cert} value: a path, or a URL with the scheme http, https or file.
   *
   * @param environment names proxies and authorities
   */
  public static byte[] read(String value, Map<String, String> environment) {
    String scheme = scheme(value);
    // A scheme of one letter is a drive.
    if (scheme.length() < 2) {
      return ofFile(value);
    }
    return switch (scheme) {
      case "file" -> ofFileUrl(value);
      case "http", "https" -> new CertificateDownload(environment).get(webAddress(value));
      default ->
          throw new CommandFailure(
              "Get \"" + shown(value) + "\": unsupported protocol scheme \"" + scheme + "\"");
    };
  }

  /** Returns a URL without its password, as Go's errors have it, also one that does not parse. */
  static String shown(String url) {
    return PASSWORD.matcher(url).replaceFirst("$1:***@");
  }

  private static byte[] ofFile(String name) {
    if (!shown(name).equals(name) && !Files.exists(Path.of(name))) {
      throw invalid(name);
    }
    return FileText.read(name);
  }

  private static URI webAddress(String value) {
    URI url = URI.create(value);
    if (url.getHost() == null) {
      throw invalid(value);
    }
    return url;
  }

  private static CommandFailure invalid(String url) {
    return new CommandFailure(
        "parse \"" + shown(url) + "\": invalid URL; percent-encode special characters");
  }

  private static byte[] ofFileUrl(String value) {
    String file = URI.create(value).getPath();
    if (file == null || !Files.exists(Path.of(file))) {
      throw new CommandFailure("cannot fetch \"" + shown(value) + "\": 404 Not Found");
    }
    return FileText.read(file);
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
          "failed to encrypt using an expired certificate on " + day(certificate.notAfter()));
    }
    return certificate;
  }

  /** Made only here: a formatter takes longer to make than a value to seal. */
  private static String day(Instant instant) {
    return DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }
}
