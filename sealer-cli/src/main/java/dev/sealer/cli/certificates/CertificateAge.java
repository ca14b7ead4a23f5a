package dev.sealer.cli.certificates;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.sealing.SealingCertificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells before a certificate expires, and when the controller has probably renewed its key. */
public final class CertificateAge {
  private static final Duration BEFORE_EXPIRY = Duration.ofDays(30);
  private static final Duration BEFORE_RENEWAL = Duration.ofDays(3);
  private static final String VARIABLE = "SEALER_KEY_RENEW_PERIOD";
  private static final String PERIOD = "(\\d{1,6})([hd]?)";
  private static final Duration USUAL_PERIOD = Duration.ofDays(30);

  private CertificateAge() {}

  /**
   * Returns what to warn of; nothing for a young certificate.
   *
   * @param environment may hold the controller's period of renewal: hours with {@code h}, days with
   *     {@code d}, 0 for never; 30 days otherwise
   */
  public static List<String> warnings(
      SealingCertificate certificate, Instant now, Map<String, String> environment) {
    List<String> warnings = new ArrayList<>();
    Duration left = Duration.between(now, certificate.notAfter());
    if (left.compareTo(BEFORE_EXPIRY) < 0) {
      warnings.add(
          "the certificate expires on %s, in %s: fetch a newer one with 'sealer cert fetch' or 'sealer cert pin'"
              .formatted(LocalDate.ofInstant(certificate.notAfter(), ZoneOffset.UTC), days(left)));
    }
    Duration period = period(environment);
    Duration age = Duration.between(certificate.notBefore(), now);
    if (!period.isZero() && age.compareTo(period) >= 0) {
      warnings.add(
          "the certificate is %s old and the controller renews its key every %s, so there should be a newer one: 'sealer cert fetch' or 'sealer cert pin' gets it (%s=0 if it never renews)"
              .formatted(days(age), days(period), VARIABLE));
    } else if (!period.isZero() && age.plus(BEFORE_RENEWAL).compareTo(period) >= 0) {
      warnings.add("the controller renews its key in about " + days(period.minus(age)));
    }
    return warnings;
  }

  private static Duration period(Map<String, String> environment) {
    String text = environment.get(VARIABLE);
    if (text == null) {
      return USUAL_PERIOD;
    }
    Matcher matcher = Pattern.compile(PERIOD).matcher(text);
    if (!matcher.matches() || (matcher.group(2).isEmpty() && !text.equals("0"))) {
      throw new CommandFailure(
          VARIABLE
              + "="
              + text
              + ": invalid duration; use hours such as 720h, days such as 30d, or 0");
    }
    long count = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count);
  }

  /** Days in words, never less than none. */
  public static String days(Duration duration) {
    long days = Math.max(0, duration.toDays());
    return days + (days == 1 ? " day" : " days");
  }
}
