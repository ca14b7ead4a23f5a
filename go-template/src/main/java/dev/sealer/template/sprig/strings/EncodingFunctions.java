package dev.sealer.template.sprig.strings;

import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase32;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.value.Function;
import java.util.Base64;
import java.util.List;

/** Sprig's base 64 and base 32. What cannot be decoded gives the decoder's error as text. */
public final class EncodingFunctions {

  private EncodingFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Define.text("b64enc", text -> Base64.getEncoder().encodeToString(GoStrings.toBytes(text))),
        Define.text("b64dec", text -> decoded(text, GoBase64::decode)),
        Define.text("b32enc", text -> GoBase32.encode(GoStrings.toBytes(text))),
        Define.text("b32dec", text -> decoded(text, GoBase32::decode)));
  }

  private interface Decoder {
    byte[] decode(String text) throws CorruptInputException;
  }

  private static String decoded(String text, Decoder decoder) {
    try {
      return GoStrings.fromBytes(decoder.decode(text));
    } catch (CorruptInputException e) {
      return e.getMessage();
    }
  }
}
