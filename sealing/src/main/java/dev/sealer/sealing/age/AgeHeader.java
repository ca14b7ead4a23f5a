package dev.sealer.sealing.age;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The text part of an age file.
 *
 * @param stanzas in file order
 * @param mac the HMAC in the file
 * @param authenticated the bytes the HMAC covers: all up to and including {@code ---}
 * @param length how many bytes of the file the header takes
 */
@SuppressWarnings("ArrayRecordComponent") // parts of one parse, never compared
record AgeHeader(List<Stanza> stanzas, byte[] mac, byte[] authenticated, int length) {

  static final String VERSION_LINE = "age-encryption.org/v1";

  /** More than any real header needs; keeps hostile files from being read without limit. */
  private static final int MAX_HEADER = 1 << 16;

  private static final int BODY_COLUMNS = 64;
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

  static String base64(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  static byte[] unbase64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!base64(bytes).equals(text)) {
      throw new IllegalArgumentException("base64 is not canonical");
    }
    return bytes;
  }

  /** Returns the header as bytes up to and including {@code ---}. */
  static byte[] authenticatedPart(List<Stanza> stanzas) {
    StringBuilder text = new StringBuilder(VERSION_LINE).append('\n');
    for (Stanza stanza : stanzas) {
      text.append("-> ").append(stanza.type());
      stanza.arguments().forEach(argument -> text.append(' ').append(argument));
      text.append('\n');
      String body = base64(stanza.body());
      // A body ends with a line shorter than full width, empty if need be.
      for (int i = 0; i <= body.length(); i += BODY_COLUMNS) {
        text.append(body, i, Math.min(i + BODY_COLUMNS, body.length())).append('\n');
      }
    }
    return text.append("---").toString().getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] encode(byte[] authenticated, byte[] mac) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(authenticated);
    out.writeBytes((" " + base64(mac) + "\n").getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  /**
   * Reads the header at the start of {@code file}.
   *
   * @throws IllegalArgumentException when it is not an age v1 header; the message says where
   */
  static AgeHeader parse(byte[] file) {
    Lines lines = new Lines(file);
    if (!lines.next().equals(VERSION_LINE)) {
      throw new IllegalArgumentException("the first line is not " + VERSION_LINE);
    }
    List<Stanza> stanzas = new ArrayList<>();
    while (true) {
      int start = lines.position;
      String line = lines.next();
      if (line.startsWith("--- ")) {
        byte[] authenticated = Arrays.copyOf(file, start + "---".length());
        byte[] mac = unbase64(line.substring("--- ".length()));
        return new AgeHeader(List.copyOf(stanzas), mac, authenticated, lines.position);
      }
      if (!line.startsWith("-> ")) {
        throw new IllegalArgumentException("header line " + lines.number + " starts no stanza");
      }
      stanzas.add(stanza(line, lines));
    }
  }

  private static Stanza stanza(String line, Lines lines) {
    List<String> words = List.of(line.substring("-> ".length()).split(" ", -1));
    if (words.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("header line " + lines.number + " has an empty word");
    }
    StringBuilder body = new StringBuilder();
    String part;
    do {
      part = lines.next();
      if (part.length() > BODY_COLUMNS) {
        throw new IllegalArgumentException("header line " + lines.number + " is too long");
      }
      body.append(part);
    } while (part.length() == BODY_COLUMNS);
    return new Stanza(words.getFirst(), words.subList(1, words.size()), unbase64(body.toString()));
  }

  private static final class Lines {

    private final byte[] file;
    private int position;
    private int number;

    private Lines(byte[] file) {
      this.file = file;
    }

    private String next() {
      int end = position;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      number++;
      if (end == file.length || end > MAX_HEADER) {
        throw new IllegalArgumentException("the header does not end");
      }
      String line = new String(file, position, end - position, StandardCharsets.ISO_8859_1);
      position = end + 1;
      return line;
    }
  }
}
