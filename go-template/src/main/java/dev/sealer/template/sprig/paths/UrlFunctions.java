package dev.sealer.template.sprig.paths;

import static dev.sealer.template.value.GoType.DICT;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.base.Kinds;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sprig's {@code urlParse} and {@code urlJoin}. */
public final class UrlFunctions {

  private UrlFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Function.of(
            "urlParse",
            Signature.takes(STRING).gives(DICT),
            (context, args) -> {
              context.budget().text(2L * args.string(0).length());
              return parse(args.string(0));
            }),
        Function.of(
            "urlJoin",
            Signature.takes(DICT).gives(STRING),
            (context, args) -> StringValue.of(join(args.map(0)))));
  }

  private static Value parse(String text) {
    GoUrl url;
    try {
      url = UrlParser.parse(text);
    } catch (FunctionException e) {
      throw new FunctionException(ErrorText.of("unable to parse url: ").append(e.text()));
    }
    return DictValue.of(
        Map.of(
            "scheme", StringValue.of(url.scheme()),
            "host", StringValue.of(url.host()),
            "hostname", StringValue.of(url.hostname()),
            "path", StringValue.of(url.path()),
            "query", StringValue.of(url.query()),
            "opaque", StringValue.of(url.opaque()),
            "fragment", StringValue.of(url.fragment()),
            "userinfo", StringValue.of(url.user() == null ? "" : url.user())));
  }

  private static String join(MapValue parts) {
    String userinfo = part(parts, "userinfo");
    return new GoUrl(
            part(parts, "scheme"),
            part(parts, "opaque"),
            userinfo.isEmpty() ? null : user(userinfo),
            part(parts, "host"),
            part(parts, "path"),
            part(parts, "query"),
            part(parts, "fragment"))
        .text();
  }

  private static String part(MapValue parts, String name) {
    Value value = parts.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof StringValue text) {
      return text.text();
    }
    if (value instanceof NilValue) {
      throw GoErrors.nilPointer();
    }
    throw GoErrors.of(
        "unable to parse "
            + name
            + " key, must be of type string, but "
            + Kinds.name(value)
            + " found");
  }

  private static @Nullable String user(String userinfo) {
    try {
      return UrlParser.parse("proto://" + userinfo + "@host").user();
    } catch (FunctionException e) {
      throw new FunctionException(
          ErrorText.of("unable to parse userinfo in dict: ").append(e.text()));
    }
  }
}
