package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.failure.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Secrets, and ConfigMaps as far as they are alike. */
final class SecretContent implements BuiltInContent {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final String DATA = "data";
  private static final String BINARY_DATA = "binaryData";
  private static final String STRING_DATA = "stringData";
  private static final String TYPE = "type";
  private static final String IMMUTABLE = "immutable";
  private static final String REDACTED = "<secret contents redacted>";

  private final boolean secret;

  private SecretContent(boolean secret) {
    this.secret = secret;
  }

  static SecretContent ofSecrets() {
    return new SecretContent(true);
  }

  static SecretContent ofConfigMaps() {
    return new SecretContent(false);
  }

  @Override
  public void fillIn(ObjectNode object) {
    if (!secret) {
      return;
    }
    if (!object.has(TYPE)) {
      object.put(TYPE, "Opaque");
    }
    JsonNode texts = object.remove(STRING_DATA);
    if (texts != null) {
      ObjectNode data =
          object.get(DATA) instanceof ObjectNode given ? given : object.putObject(DATA);
      for (Map.Entry<String, JsonNode> text : texts.properties()) {
        byte[] bytes = text.getValue().asText().getBytes(StandardCharsets.UTF_8);
        data.put(text.getKey(), Base64.getEncoder().encodeToString(bytes));
      }
    }
  }

  @Override
  public List<FieldError> check(JsonNode object) {
    List<FieldError> errors = new ArrayList<>();
    long size = keys(object.path(DATA), DATA, errors);
    if (!secret) {
      for (String key : fieldNames(object.path(DATA))) {
        if (object.path(BINARY_DATA).has(key)) {
          errors.add(
              FieldError.invalid(
                  DATA + "[" + key + "]", key, "duplicate of key present in binaryData"));
        }
      }
      size += keys(object.path(BINARY_DATA), BINARY_DATA, errors);
    }
    if (size > MAX_BYTES) {
      errors.add(FieldError.tooLong(secret ? DATA : "", MAX_BYTES));
    }
    if (secret) {
      ofType(object, errors);
    }
    return errors;
  }

  private long keys(JsonNode values, String field, List<FieldError> errors) {
    long size = 0;
    boolean encoded = secret || field.equals(BINARY_DATA);
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      NameRules.dataKey(entry.getKey())
          .forEach(wrong ->
              errors.add(
                  FieldError.invalid(field + "[" + entry.getKey() + "]", entry.getKey(), wrong)));
      String value = entry.getValue().asText();
      size +=
          encoded
              ? Base64.getDecoder().decode(value).length
              : value.getBytes(StandardCharsets.UTF_8).length;
    }
    return size;
  }

  /** Checks the keys that the type of a Secret requires. */
  private static void ofType(JsonNode secret, List<FieldError> errors) {
    JsonNode data = secret.path(DATA);
    switch (secret.path(TYPE).asText()) {
      case "kubernetes.io/tls" -> {
        require(data, "tls.crt", errors);
        require(data, "tls.key", errors);
      }
      case "kubernetes.io/dockerconfigjson" -> requireJson(data, ".dockerconfigjson", errors);
      case "kubernetes.io/dockercfg" -> requireJson(data, ".dockercfg", errors);
      case "kubernetes.io/ssh-auth" -> {
        if (data.path("ssh-privatekey").asText().isEmpty()) {
          errors.add(FieldError.required("data[ssh-privatekey]"));
        }
      }
      case "kubernetes.io/basic-auth" -> {
        if (!data.has("username") && !data.has("password")) {
          require(data, "username", errors);
          require(data, "password", errors);
        }
      }
      case "kubernetes.io/service-account-token" -> {
        String account = "kubernetes.io/service-account.name";
        if (secret.path("metadata").path("annotations").path(account).asText().isEmpty()) {
          errors.add(FieldError.required("metadata.annotations[" + account + "]"));
        }
      }
      default -> {
        // Every other type takes any keys.
      }
    }
  }

  private static void require(JsonNode data, String key, List<FieldError> errors) {
    if (!data.has(key)) {
      errors.add(FieldError.required("data[" + key + "]"));
    }
  }

  private static void requireJson(JsonNode data, String key, List<FieldError> errors) {
    if (!data.has(key)) {
      errors.add(FieldError.required("data[" + key + "]"));
    } else if (!Json.parse(Base64.getDecoder().decode(data.path(key).asText())).isObject()) {
      errors.add(FieldError.invalid("data[" + key + "]", REDACTED, "not a JSON object"));
    }
  }

  @Override
  public void beforeUpdate(ObjectNode object, JsonNode old) {
    if (secret && !object.has(TYPE)) {
      object.set(TYPE, old.path(TYPE));
    }
  }

  @Override
  public List<FieldError> checkChange(JsonNode object, JsonNode old) {
    List<FieldError> errors = new ArrayList<>();
    if (secret && !object.path(TYPE).equals(old.path(TYPE))) {
      errors.add(FieldError.invalid(TYPE, object.path(TYPE), "field is immutable"));
    }
    if (old.path(IMMUTABLE).asBoolean()) {
      String detail = "field is immutable when `immutable` is set";
      if (!object.path(IMMUTABLE).asBoolean()) {
        errors.add(FieldError.forbidden(IMMUTABLE, detail));
      }
      for (String field : List.of(DATA, BINARY_DATA)) {
        if (!object.path(field).equals(old.path(field))) {
          errors.add(FieldError.forbidden(field, detail));
        }
      }
    }
    return errors;
  }

  private static List<String> fieldNames(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
