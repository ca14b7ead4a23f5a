package dev.sealer.template.conformance;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.error.FunctionException;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The structs, named numbers and function values that cases may use; as in {@code values.go}. */
final class CaseObjects {

  private static final GoType PERSON = GoType.named("cases.person", Kind.STRUCT);
  private static final GoType LEVEL = GoType.named("cases.level", Kind.INT);

  private CaseObjects() {}

  static Function function(String name) {
    return switch (name) {
      case "upper" ->
          Function.of(
              name,
              Signature.takes(STRING).gives(STRING),
              (context, args) -> StringValue.of(args.string(0).toUpperCase(Locale.ROOT)));
      case "add" ->
          Function.of(
              name,
              Signature.takes(INT, INT).gives(INT),
              (context, args) -> IntValue.of(args.integer(0) + args.integer(1)));
      case "sum" ->
          Function.of(
              name,
              Signature.takesMany(INT).gives(INT),
              (context, args) ->
                  IntValue.of(args.all().stream().mapToLong(n -> ((IntValue) n).number()).sum()));
      case "echo" ->
          Function.of(name, Signature.takes(ANY).gives(ANY), (context, args) -> args.value(0));
      default ->
          Function.of(
              name,
              Signature.takes().gives(STRING),
              (context, args) -> {
                throw new FunctionException("always fails");
              });
    };
  }

  /** A struct. */
  record Person(String name, long age, List<String> tags, Value boss) implements ObjectValue {

    @Override
    public GoType type() {
      return PERSON;
    }

    @Override
    public Value underlying() {
      return this;
    }

    @Override
    public boolean isComparable() {
      return false;
    }

    @Override
    public Optional<String> text() {
      return Optional.empty();
    }

    @Override
    public @Nullable Value field(String field) {
      return switch (field) {
        case "Name" -> StringValue.of(name);
        case "Age" -> IntValue.of(age);
        case "Tags" -> tags.isEmpty() ? ListValue.nil(GoType.STRINGS) : ListValue.ofStrings(tags);
        case "Boss" -> boss;
        default -> null;
      };
    }

    @Override
    public boolean isInterfaceField(String field) {
      return field.equals("Boss");
    }

    @Override
    public List<String> fieldNames() {
      return List.of("Name", "Age", "Tags", "Boss");
    }

    @Override
    public @Nullable FuncValue method(String method) {
      return switch (method) {
        case "Greet" ->
            Function.of(
                method,
                Signature.takes(STRING).gives(STRING),
                (context, args) -> StringValue.of(args.string(0) + ", " + name));
        case "Older" ->
            Function.of(
                method,
                Signature.takes(INT).gives(PERSON),
                (context, args) -> new Person(name, age + args.integer(0), tags, boss));
        case "Fail" ->
            Function.of(
                method,
                Signature.takes().gives(STRING),
                (context, args) -> {
                  throw new FunctionException("no luck");
                });
        case "Join" ->
            Function.of(
                method,
                Signature.takesMany(STRING, STRING).gives(STRING),
                (context, args) -> join(args.string(0), args.from(1)));
        default -> null;
      };
    }

    private Value join(String separator, List<Value> more) {
      StringBuilder out = new StringBuilder(name);
      more.forEach(item -> out.append(separator).append(((StringValue) item).text()));
      return StringValue.of(out.toString());
    }
  }

  /** A named number with a {@code String} method. */
  record Level(long number) implements ObjectValue {

    @Override
    public GoType type() {
      return LEVEL;
    }

    @Override
    public Value underlying() {
      return IntValue.of(number);
    }

    @Override
    public Value withUnderlying(Value scalar) {
      return new Level(((IntValue) scalar).number());
    }

    @Override
    public Optional<String> text() {
      return Optional.of("level-" + number);
    }

    @Override
    public @Nullable Value field(String field) {
      return null;
    }

    @Override
    public List<String> fieldNames() {
      return List.of();
    }

    @Override
    public @Nullable FuncValue method(String method) {
      return method.equals("String")
          ? Function.of(
              method,
              Signature.takes().gives(STRING),
              (context, args) -> StringValue.of("level-" + number))
          : null;
    }
  }
}
