package dev.sealer.template.error;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of an error in which words and values are kept apart, so that values can be left out.
 *
 * <p>Go prints values in some messages ({@code range can't iterate over 3}). A value may be a
 * secret, so code that builds a message puts what came from data through {@link #value} and
 * everything else (names, types, words, positions) through {@link #text}.
 */
public final class ErrorText {

  /** Stands for a value that is not shown. */
  public static final String HIDDEN = "<redacted>";

  private record Part(String text, boolean isValue) {}

  private final List<Part> parts;

  private ErrorText(List<Part> parts) {
    this.parts = parts;
  }

  /** Words only: nothing in it may come from the template's data. */
  public static ErrorText of(String words) {
    return new ErrorText(List.of(new Part(words, false)));
  }

  /** Returns a value only. */
  public static ErrorText ofValue(String value) {
    return new ErrorText(List.of(new Part(value, true)));
  }

  /** Returns this text followed by words. */
  public ErrorText text(String words) {
    return with(new Part(words, false));
  }

  /** Returns this text followed by something that came, wholly or in part, from data. */
  public ErrorText value(String value) {
    return with(new Part(value, true));
  }

  /** Returns this text followed by another. */
  public ErrorText append(ErrorText more) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(more.parts);
    return new ErrorText(List.copyOf(all));
  }

  private ErrorText with(Part part) {
    List<Part> all = new ArrayList<>(parts);
    all.add(part);
    return new ErrorText(List.copyOf(all));
  }

  /** Returns the message with every value replaced by {@link #HIDDEN}. */
  public String redacted() {
    return join(false);
  }

  /** Returns the message as Go would print it, values included: for data that holds no secrets. */
  public String plain() {
    return join(true);
  }

  private String join(boolean showValues) {
    StringBuilder message = new StringBuilder();
    for (Part part : parts) {
      message.append(part.isValue && !showValues ? HIDDEN : part.text);
    }
    return message.toString();
  }

  /** Returns the redacted message. */
  @Override
  public String toString() {
    return redacted();
  }
}
