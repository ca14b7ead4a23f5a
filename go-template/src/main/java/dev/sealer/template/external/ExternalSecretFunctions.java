package dev.sealer.template.external;

import static dev.sealer.template.type.GoType.ANY;
import static dev.sealer.template.type.GoType.DICT;
import static dev.sealer.template.type.GoType.STRING;
import static dev.sealer.template.type.GoType.STRINGS;

import dev.sealer.template.call.CallContext;
import dev.sealer.template.call.FunctionException;
import dev.sealer.template.function.Function;
import dev.sealer.template.function.FunctionLibrary;
import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.sprig.base.Failures;
import dev.sealer.template.sprig.crypto.Costs;
import dev.sealer.template.text.GoText;
import dev.sealer.template.type.GoType;
import dev.sealer.template.type.Signature;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import dev.sealer.template.yaml.YamlValues;
import java.util.Arrays;
import java.util.HexFormat;

/** External Secrets' own functions for target templates; add them to Sprig's. */
public final class ExternalSecretFunctions {

  private static final Signature FOUR =
      Signature.takes(STRING, STRING, STRING, STRING).gives(STRING);

  private static final FunctionLibrary LIBRARY = texts().with(certificates()).with(keyStores());

  private ExternalSecretFunctions() {}

  /** All of them. */
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
                            .decrypt(GoText.toBytes(args.string(2)), args.string(3))))
            .costing(Costs.CERTIFICATE));
  }

  private static FunctionLibrary keyStores() {
    return FunctionLibrary.of(
        Define.text("pkcs12key", data -> Pkcs12Reading.key("", data)),
        Define.text("pkcs12keyPass", Pkcs12Reading::key),
        Define.text("pkcs12cert", data -> Pkcs12Reading.certificates("", data)),
        Define.text("pkcs12certPass", Pkcs12Reading::certificates),
        writing("pemToPkcs12", 2, args -> Pkcs12Writing.pair(args[0], args[1], "")),
        writing("pemToPkcs12Pass", 3, args -> Pkcs12Writing.pair(args[0], args[1], args[2])),
        writing("fullPemToPkcs12", 2, args -> Pkcs12Writing.chain(args[0], args[1], "")),
        writing("fullPemToPkcs12Pass", 3, args -> Pkcs12Writing.chain(args[0], args[1], args[2])),
        writing("pemTruststoreToPKCS12", 1, args -> Pkcs12Writing.trust(args[0], "")),
        writing("pemTruststoreToPKCS12Pass", 2, args -> Pkcs12Writing.trust(args[0], args[1])));
  }

  private interface Writer {
    String write(String[] texts);
  }

  private static Function writing(String name, int parameters, Writer writer) {
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
              return StringValue.of(writer.write(texts));
            })
        .costing(Costs.CERTIFICATE)
        .nondeterministic();
  }

  private static String hex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        throw Failures.of("encoding/hex: invalid byte at position " + i);
      }
    }
    if (text.length() % 2 != 0) {
      throw Failures.of("encoding/hex: odd length hex string");
    }
    return GoText.fromBytes(HexFormat.of().parseHex(text));
  }

  private static String toYaml(CallContext context, Value value) {
    try {
      return YamlValues.write(context, value);
    } catch (FunctionException e) {
      return "";
    }
  }

  /** An error does not end the template: it stands under the key {@code Error}. */
  private static Value fromYaml(CallContext context, String text) {
    DictValue failed = DictValue.empty(DICT);
    try {
      Value value = YamlValues.read(context, text);
      if (value instanceof MapValue map) {
        return map;
      }
      if (value.isNil()) {
        return failed;
      }
      failed.put("Error", StringValue.of("the document is not a mapping"));
    } catch (FunctionException e) {
      failed.put("Error", StringValue.of(e.text().plain()));
    }
    return failed;
  }
}
