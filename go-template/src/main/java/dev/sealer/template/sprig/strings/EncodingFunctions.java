package dev.sealer.template.sprig.strings;

import dev.sealer.template.function.Function;
import dev.sealer.template.sprig.base.CorruptInputException;
import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.sprig.base.GoBase32;
import dev.sealer.template.sprig.base.GoBase64;
import dev.sealer.template.text.GoText;
import java.util.Base64;
import java.util.List;

/** Sprig's base 64 and base 32. What cannot be decoded gives the decoder's error as text. */
public final class EncodingFunctions {

  private EncodingFunctions() {}

  /** All of them. */
  public static List<Function> all() {
    return List.of(
        Define.text("b64enc", text -> Base64.getEncoder().encodeToString(GoText.toBytes(text))),
        Define.text("b64dec", text -> decoded(text, GoBase64::decode)),
        Define.text("b32enc", text -> GoBase32.encode(GoText.toBytes(text))),
        Define.text("b32dec", text -> decoded(text, GoBase32::decode)));
  }

  private interface Decoder {
    byte[] decode(String text) throws CorruptInputException;
  }

  private static String decoded(String text, Decoder decoder) {
    try {
      return GoText.fromBytes(decoder.decode(text));
    } catch (CorruptInputException e) {
      return e.words();
    }
  }
}
