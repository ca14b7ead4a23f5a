package dev.sealer.operator.flags;

import ch.qos.logback.classic.Level;
import dev.sealer.gocompat.GoDuration;
import io.fabric8.kubernetes.api.model.Quantity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Parses the values of flags, in the notation of the upstream controllers. */
final class Converters {

  private static final int MAX_PORT = 65_535;

  private Converters() {}

  static void register(CommandLine command) {
    command
        .registerConverter(Duration.class, Converters::duration)
        .registerConverter(InetSocketAddress.class, Converters::address)
        .registerConverter(Quantity.class, Converters::quantity)
        .registerConverter(Level.class, Converters::level)
        .registerConverter(ControllerName.class, Converters::controller);
  }

  /** Parses a duration of Go, for example {@code 720h} or {@code 1h30m}; there are no days. */
  static Duration duration(String text) {
    return GoDuration.parse(text)
        .filter(duration -> !duration.isNegative())
        .orElseThrow(() ->
            new TypeConversionException(
                "invalid duration \"" + text + "\"; use a value such as 720h, 1h30m or 500ms"));
  }

  /**
   * Parses an address: {@code :8080} for all interfaces, {@code 127.0.0.1:8080}, {@code
   * [::1]:8080}.
   */
  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon < 0 || port < 0 || port > MAX_PORT) {
        throw new NumberFormatException();
      }
      return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "invalid address \"" + text + "\"; use a value such as :8080 or 127.0.0.1:8080");
    }
  }

  /** Parses a quantity of Kubernetes, for example {@code 256Mi}. */
  static Quantity quantity(String text) {
    try {
      Quantity quantity = Quantity.parse(text);
      // Computes the amount, which refuses other text.
      return quantity.getNumericalAmount().signum() < 0 ? refuse(text) : quantity;
    } catch (IllegalArgumentException e) {
      return refuse(text);
    }
  }

  private static Quantity refuse(String text) {
    throw new TypeConversionException(
        "invalid quantity \"" + text + "\"; use a value such as 256Mi or 1Gi");
  }

  static Level level(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "DEBUG" -> Level.DEBUG;
      case "INFO" -> Level.INFO;
      case "WARN" -> Level.WARN;
      case "ERROR" -> Level.ERROR;
      default ->
          throw new TypeConversionException(
              "invalid level \"" + text + "\"; must be debug, info, warn or error");
    };
  }

  static ControllerName controller(String text) {
    for (ControllerName name : ControllerName.values()) {
      if (name.toString().equals(text)) {
        return name;
      }
    }
    throw new TypeConversionException(
        "unknown controller \""
            + text
            + "\"; must be sealed-secrets, external-secrets or gitops-sync");
  }

  /** Parses {@code k=v,k=v}; a value may contain {@code =}. */
  static Map<String, String> pairs(String flag, String text) {
    Map<String, String> pairs = new java.util.LinkedHashMap<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            flag + ": invalid pair \"" + pair + "\"; must be key=value");
      }
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }

  /**
   * Parses a time of RFC 1123 with a numeric zone, as printed by {@code date -R}; empty for none.
   */
  static Optional<Instant> rfc1123(String flag, String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          OffsetDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          flag + ": invalid time \"" + text + "\"; use the format of `date -R`", e);
    }
  }
}
