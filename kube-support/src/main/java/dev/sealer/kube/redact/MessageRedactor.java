package dev.sealer.kube.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes Secret values from messages of the API server. They quote the submitted object, in
 * validation messages and in those of admission webhooks, and the object may be a Secret.
 *
 * <p>For anything but a Secret the message stays, through the general redaction. For a Secret, each
 * value that was sent is masked, encoded and decoded; and where the API server itself judged the
 * content, only its list of fields is kept. A policy may also quote what was there before, which
 * nobody here knows: unless the write makes the Secret, only the name of the policy is kept.
 */
public final class MessageRedactor {

  private static final String MASK = "[redacted]";
  private static final int SHORTEST_MASKED = 3;

  /** The beginning of messages of admission webhooks and validating admission policies. */
  private static final Pattern DENIED = Pattern.compile("denied (?:the )?request");

  private final boolean secret;
  private final List<String> values;
  private final boolean knowsAll;

  private MessageRedactor(boolean secret, List<String> values, boolean knowsAll) {
    this.secret = secret;
    this.values = values;
    this.knowsAll = knowsAll;
  }

  /** Returns a redactor for a call that sends no object. */
  public static MessageRedactor of(ResourceType type) {
    return of(type, MissingNode.getInstance());
  }

  /** Returns a redactor for a call that sends {@code sent} to an object that may exist. */
  public static MessageRedactor of(ResourceType type, JsonNode sent) {
    return of(type, sent, false);
  }

  /** Returns a redactor for a call that creates {@code sent} or does nothing. */
  public static MessageRedactor ofNew(ResourceType type, JsonNode sent) {
    return of(type, sent, true);
  }

  private static MessageRedactor of(ResourceType type, JsonNode sent, boolean knowsAll) {
    boolean secret = type.group().isEmpty() && "Secret".equals(type.kind());
    return new MessageRedactor(secret, secret ? values(sent) : List.of(), knowsAll);
  }

  /** Returns the message of a failed call. */
  public String message(ApiAnswer answer) {
    if (!secret) {
      return Redaction.text(answer.message());
    }
    boolean judgedContent =
        switch (answer.code()) {
          case 400, 422, 500 -> !answer.message().contains("admission webhook");
          default -> false;
        };
    return Redaction.text(judgedContent ? fields(answer) : safe(answer.message()));
  }

  /** Returns the message of validation about one field. */
  public String cause(String message) {
    return Redaction.text(secret ? safe(message) : message);
  }

  private String fields(ApiAnswer answer) {
    List<String> said = new ArrayList<>();
    for (JsonNode cause : answer.body().path("details").path("causes")) {
      said.add(cause.path("field").asText() + ": " + safe(cause.path("message").asText()));
    }
    return said.isEmpty()
        ? "the API server does not accept the content as a Secret (" + answer.reason() + ")"
        : String.join("; ", said);
  }

  private String safe(String text) {
    Matcher denied = DENIED.matcher(text);
    return mask(
        !knowsAll && denied.find()
            ? text.substring(0, denied.end()) + "; its reason may quote the Secret and is left out"
            : text);
  }

  private String mask(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }

  private static List<String> values(JsonNode secret) {
    Set<String> found = new HashSet<>();
    collect(secret.path("data"), found);
    collect(secret.path("stringData"), found);
    return found.stream()
        .filter(v -> v.length() >= SHORTEST_MASKED)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static void collect(JsonNode node, Set<String> found) {
    if (node.isContainerNode()) {
      node.forEach(child -> collect(child, found));
      return;
    }
    String text = node.asText();
    found.add(text);
    try {
      found.add(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      // Then there is only the one form to mask.
    }
  }
}
