package dev.sealer.operator.flags;

import ch.qos.logback.classic.Level;
import dev.sealer.gocompat.GoDuration;
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

/** Reads the values of flags as the peers write them. */
final class Converters {

  private static final int MAX_PORT = 65_535;

  private Converters() {}

  static void register(CommandLine command) {
    command
        .registerConverter(Duration.class, Converters::duration)
        .registerConverter(InetSocketAddress.class, Converters::address)
        .registerConverter(Level.class, Converters::level)
        .registerConverter(ControllerName.class, Converters::controller);
  }

  /** Go's notation, for example {@code 720h} or {@code 1h30m}; there are no days. */
  static Duration duration(String text) {
    return GoDuration.parse(text)
        .filter(duration -> !duration.isNegative())
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is not a duration such as 720h, 1h30m or 500ms"));
  }

  /** {@code :8080} for all addresses, {@code 127.0.0.1:8080}, {@code [::1]:8080}. */
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
          "'" + text + "' is not an address such as :8080 or 127.0.0.1:8080");
    }
  }

  static Level level(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "DEBUG" -> Level.DEBUG;
      case "INFO" -> Level.INFO;
      case "WARN" -> Level.WARN;
      case "ERROR" -> Level.ERROR;
      default ->
          throw new TypeConversionException("'" + text + "' is not debug, info, warn or error");
    };
  }

  static ControllerName controller(String text) {
    for (ControllerName name : ControllerName.values()) {
      if (name.toString().equals(text)) {
        return name;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is not sealed-secrets, external-secrets or gitops-sync");
  }

  /** {@code k=v,k=v}; the value may hold {@code =}. */
  static Map<String, String> pairs(String flag, String text) {
    Map<String, String> pairs = new java.util.LinkedHashMap<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(flag + ": '" + pair + "' is not key=value");
      }
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }

  /** RFC 1123 with a numeric zone, as {@code date -R} prints it; empty for none. */
  static Optional<Instant> rfc1123(String flag, String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          OffsetDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          flag + ": '" + text + "' is not a time as `date -R` prints it", e);
    }
  }
}
