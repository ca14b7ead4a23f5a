package dev.sealer.template.upstream;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.DICT;
import static dev.sealer.template.value.GoType.STRING;
import static dev.sealer.template.value.GoType.STRINGS;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.crypto.Costs;
import dev.sealer.template.sprig.json.YamlValues;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.FunctionLibrary;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.Arrays;
import java.util.HexFormat;

/** External Secrets' own functions for target templates; add them to Sprig's. */
public final class ExternalSecretFunctions {

  private static final Signature FOUR =
      Signature.takes(STRING, STRING, STRING, STRING).gives(STRING);

  private static final FunctionLibrary LIBRARY = texts().with(certificates()).with(keyStores());

  private ExternalSecretFunctions() {}

  /** Returns all functions of this class. */
  public static FunctionLibrary library() {
    return LIBRARY;
  }

  private static FunctionLibrary texts() {
    return FunctionLibrary.of(
        Define.text("hexdec", ExternalSecretFunctions::hex),
        Function.of(
            "toYaml",
            Signature.takes(ANY).gives(STRING),
            (context, args) -> StringValue.of(toYaml(context, args.value(0)))),
        Function.of(
            "fromYaml",
            Signature.takes(STRING).gives(DICT),
            (context, args) -> fromYaml(context, args.string(0))));
  }

  private static FunctionLibrary certificates() {
    return FunctionLibrary.of(
        Define.text("filterPEM", PemFilters::byType),
        Define.text("filterCertChain", PemFilters::fromChain),
        Function.of(
            "certSANs",
            Signature.takes(STRING).gives(STRINGS),
            (context, args) -> ListValue.ofStrings(PemFilters.alternativeNames(args.string(0)))),
        Define.text("jwkPublicKeyPem", text -> JsonWebKeys.publicKey(text)),
        Define.text("jwkPrivateKeyPem", text -> JsonWebKeys.privateKey(text)),
        Function.of(
                "rsaDecrypt",
                FOUR,
                (context, args) ->
                    StringValue.ofBytes(
                        new RsaDecryption(args.string(0), args.string(1))
                            .decrypt(GoStrings.toBytes(args.string(2)), args.string(3))))
            .costing(Costs.CERTIFICATE));
  }

  private static FunctionLibrary keyStores() {
    return FunctionLibrary.of(
        reading("pkcs12key", 1, (c, args) -> Pkcs12Reading.key(c.budget(), "", args[0])),
        reading("pkcs12keyPass", 2, (c, args) -> Pkcs12Reading.key(c.budget(), args[0], args[1])),
        reading("pkcs12cert", 1, (c, args) -> Pkcs12Reading.certificates(c.budget(), "", args[0])),
        reading(
            "pkcs12certPass",
            2,
            (c, args) -> Pkcs12Reading.certificates(c.budget(), args[0], args[1])),
        writing("pemToPkcs12", 2, (c, args) -> Pkcs12Writing.pair(c, args[0], args[1], "")),
        writing(
            "pemToPkcs12Pass", 3, (c, args) -> Pkcs12Writing.pair(c, args[0], args[1], args[2])),
        writing("fullPemToPkcs12", 2, (c, args) -> Pkcs12Writing.chain(c, args[0], args[1], "")),
        writing(
            "fullPemToPkcs12Pass",
            3,
            (c, args) -> Pkcs12Writing.chain(c, args[0], args[1], args[2])),
        writing("pemTruststoreToPKCS12", 1, (c, args) -> Pkcs12Writing.trust(c, args[0], "")),
        writing(
            "pemTruststoreToPKCS12Pass", 2, (c, args) -> Pkcs12Writing.trust(c, args[0], args[1])));
  }

  private interface Conversion {
    String convert(CallContext context, String[] texts);
  }

  private static Function writing(String name, int parameters, Conversion conversion) {
    return reading(name, parameters, conversion).nondeterministic();
  }

  private static Function reading(String name, int parameters, Conversion conversion) {
    GoType[] types = new GoType[parameters];
    Arrays.fill(types, STRING);
    return Function.of(
            name,
            Signature.takes(types).gives(STRING),
            (context, args) -> {
              String[] texts = new String[parameters];
              for (int i = 0; i < parameters; i++) {
                texts[i] = args.string(i);
                context.budget().text(2L * texts[i].length());
              }
              return StringValue.of(conversion.convert(context, texts));
            })
        .costing(Costs.CERTIFICATE);
  }

  private static String hex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        throw GoErrors.of("encoding/hex: invalid byte at position " + i);
      }
    }
    if (text.length() % 2 != 0) {
      throw GoErrors.of("encoding/hex: odd length hex string");
    }
    return GoStrings.fromBytes(HexFormat.of().parseHex(text));
  }

  private static String toYaml(CallContext context, Value value) {
    try {
      return YamlValues.write(context, value);
    } catch (FunctionException e) {
      return "";
    }
  }

  /** Decodes without failing: an error is stored under the key {@code Error}. */
  private static Value fromYaml(CallContext context, String text) {
    try {
      return YamlValues.readMap(context, text);
    } catch (FunctionException e) {
      DictValue failed = DictValue.empty(DICT);
      failed.put("Error", StringValue.of(e.text().plain()));
      return failed;
    }
  }
}
