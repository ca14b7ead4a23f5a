package dev.sealer.simulation.failure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One field that validation refuses.
 *
 * @param type the kind of the error
 * @param field the path, for example {@code metadata.name}
 * @param body the text after the path; may quote the value
 */
public record FieldError(Type type, String field, String body) {

  /** The kinds of errors that validation knows. */
  public enum Type {
    /** A required field is absent. */
    REQUIRED("FieldValueRequired", "Required value"),
    /** A value is malformed. */
    INVALID("FieldValueInvalid", "Invalid value"),
    /** A value has another JSON type than the schema says. */
    WRONG_TYPE("FieldValueTypeInvalid", "Invalid value"),
    /** A value is not one of those that are allowed. */
    NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
    /** A change is not allowed in this state. */
    FORBIDDEN("FieldValueForbidden", "Forbidden"),
    /** A text is too long. */
    TOO_LONG("FieldValueTooLong", "Too long"),
    /** A list or object has too many entries. */
    TOO_MANY("FieldValueTooMany", "Too many");

    private final String reason;
    private final String words;

    Type(String reason, String words) {
      this.reason = reason;
      this.words = words;
    }
  }

  /** Reports an absent field. */
  public static FieldError required(String field) {
    return new FieldError(Type.REQUIRED, field, Type.REQUIRED.words);
  }

  /** Reports an absent field with a reason. */
  public static FieldError required(String field, String detail) {
    return new FieldError(Type.REQUIRED, field, Type.REQUIRED.words + ": " + detail);
  }

  /** Reports a malformed value. */
  public static FieldError invalid(String field, String value, String detail) {
    return of(Type.INVALID, field, quote(value), detail);
  }

  /** Reports a malformed value. */
  public static FieldError invalid(String field, JsonNode value, String detail) {
    return of(Type.INVALID, field, shown(value), detail);
  }

  /** Reports a value of another type. */
  public static FieldError wrongType(String field, String given, String detail) {
    return of(Type.WRONG_TYPE, field, quote(given), detail);
  }

  /** Reports a value that is not among {@code supported}. */
  public static FieldError notSupported(String field, JsonNode value, List<String> supported) {
    String all = supported.stream().map(FieldError::quote).collect(Collectors.joining(", "));
    return of(Type.NOT_SUPPORTED, field, shown(value), "supported values: " + all);
  }

  /** Reports a change that is not allowed. */
  public static FieldError forbidden(String field, String detail) {
    return new FieldError(Type.FORBIDDEN, field, Type.FORBIDDEN.words + ": " + detail);
  }

  /** Reports a text of more than {@code max} bytes. */
  public static FieldError tooLong(String field, int max) {
    return new FieldError(
        Type.TOO_LONG, field, Type.TOO_LONG.words + ": may not be more than " + max + " bytes");
  }

  /** Reports more than {@code max} entries. */
  public static FieldError tooMany(String field, int actual, int max) {
    String items = max == 1 ? " item" : " items";
    return of(Type.TOO_MANY, field, Integer.toString(actual), "must have at most " + max + items);
  }

  private static FieldError of(Type type, String field, String value, String detail) {
    return new FieldError(type, field, type.words + ": " + value + ": " + detail);
  }

  private static String shown(JsonNode value) {
    return value.isTextual() ? quote(value.asText()) : Json.text(value);
  }

  /** Quotes as Go's {@code %q} does for printable text. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** Returns the path and the text. */
  String text() {
    return field + ": " + body;
  }

  ObjectNode cause() {
    return Json.object().put("reason", type.reason).put("message", body).put("field", field);
  }
}
