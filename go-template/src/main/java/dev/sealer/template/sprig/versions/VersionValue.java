package dev.sealer.template.sprig.versions;

import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.STRING;
import static dev.sealer.template.value.GoType.UINT64;

import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.base.JsonText;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A version as a template sees it: {@code semver.Version} or a pointer to one, with its methods.
 *
 * @param version the version
 * @param pointer whether it is the pointer that {@code semver} gives, which has more methods
 */
record VersionValue(SemanticVersion version, boolean pointer) implements ObjectValue, JsonText {

  static final GoType TYPE = GoType.named("semver.Version", Kind.STRUCT);
  static final GoType POINTER = GoType.pointerTo(TYPE);

  @Override
  public GoType type() {
    return pointer ? POINTER : TYPE;
  }

  @Override
  public Value underlying() {
    return this;
  }

  @Override
  public Optional<String> text() {
    return Optional.of(version.text());
  }

  @Override
  public String jsonText() {
    return version.text();
  }

  @Override
  public @Nullable Value field(String name) {
    return null;
  }

  @Override
  public List<String> fieldNames() {
    return List.of();
  }

  @Override
  public @Nullable FuncValue method(String name) {
    FuncValue own = getter(name);
    if (own == null) {
      own = change(name);
    }
    return own == null && pointer ? comparison(name) : own;
  }

  private @Nullable FuncValue getter(String name) {
    return switch (name) {
      case "Major" -> number(name, version.major());
      case "Minor" -> number(name, version.minor());
      case "Patch" -> number(name, version.patch());
      case "Prerelease" -> text(name, version.pre());
      case "Metadata" -> text(name, version.metadata());
      case "String" -> text(name, version.text());
      case "Original" -> pointer ? text(name, version.original()) : null;
      default -> null;
    };
  }

  private static FuncValue number(String name, long number) {
    return Function.of(
        name, Signature.takes().gives(UINT64), (context, args) -> new IntValue(UINT64, number));
  }

  private static FuncValue text(String name, String text) {
    return Function.of(
        name, Signature.takes().gives(STRING), (context, args) -> StringValue.of(text));
  }

  private @Nullable FuncValue change(String name) {
    SemanticVersion v = version;
    boolean release = v.pre().isEmpty();
    return switch (name) {
      case "IncMajor" -> next(name, v.with(v.major() + 1, 0, 0, "", ""));
      case "IncMinor" -> next(name, v.with(v.major(), v.minor() + 1, 0, "", ""));
      case "IncPatch" ->
          next(name, v.with(v.major(), v.minor(), v.patch() + (release ? 1 : 0), "", ""));
      case "SetPrerelease" -> setter(name, true);
      case "SetMetadata" -> setter(name, false);
      default -> null;
    };
  }

  private static FuncValue next(String name, SemanticVersion next) {
    return Function.of(
        name, Signature.takes().gives(TYPE), (context, args) -> new VersionValue(next, false));
  }

  private FuncValue setter(String name, boolean prerelease) {
    SemanticVersion v = version;
    return Function.of(
        name,
        Signature.takes(STRING).gives(TYPE),
        (context, args) -> {
          String text = args.string(0);
          if (prerelease) {
            SemanticVersion.checkPrerelease(text);
          } else {
            SemanticVersion.checkMetadata(text);
          }
          String pre = prerelease ? text : v.pre();
          String metadata = prerelease ? v.metadata() : text;
          return new VersionValue(v.with(v.major(), v.minor(), v.patch(), pre, metadata), false);
        });
  }

  private @Nullable FuncValue comparison(String name) {
    return switch (name) {
      case "LessThan" -> test(name, order -> order < 0);
      case "LessThanEqual" -> test(name, order -> order <= 0);
      case "GreaterThan" -> test(name, order -> order > 0);
      case "GreaterThanEqual" -> test(name, order -> order >= 0);
      case "Equal" -> test(name, order -> order == 0);
      case "Compare" ->
          Function.of(
              name,
              Signature.takes(POINTER).gives(INT),
              (context, args) -> IntValue.of(order(args.value(0))));
      default -> null;
    };
  }

  private FuncValue test(String name, IntPredicate holds) {
    return Function.of(
        name,
        Signature.takes(POINTER).gives(BOOL),
        (context, args) -> BoolValue.of(holds.test(order(args.value(0)))));
  }

  private int order(Value other) {
    if (other instanceof VersionValue value) {
      return version.compare(value.version());
    }
    throw GoErrors.nilPointer();
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "VersionValue[" + type() + "]";
  }
}
