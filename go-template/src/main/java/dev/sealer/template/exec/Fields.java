package dev.sealer.template.exec;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.template.builtin.Zero;
import dev.sealer.template.context.MissingKey;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Value;
import java.util.List;

/** Takes fields of values: map entries, struct fields, methods. */
final class Fields {

  private final Frame frame;
  private final Calls calls;
  private boolean lastBoxed;

  Fields(Frame frame, Calls calls) {
    this.frame = frame;
    this.calls = calls;
  }

  /**
   * Follows {@code names} from {@code receiver}. Arguments of {@code site} are for the last one.
   *
   * @param boxed whether Go would see the receiver as an {@code interface {}}, which shows in
   *     messages
   */
  Value chain(Value receiver, boolean boxed, List<String> names, Calls.Site site) {
    Calls.Site bare = new Calls.Site("", site.node(), List.of(), null);
    Value value = receiver;
    boolean valueBoxed = boxed;
    int last = names.size() - 1;
    for (int i = 0; i <= last; i++) {
      Value container = value;
      value = field(container, valueBoxed, names.get(i), i == last ? site : bare);
      valueBoxed = isBoxed(container, names.get(i));
    }
    lastBoxed = valueBoxed && value != NilValue.ABSENT;
    return value;
  }

  /** Returns whether Go holds that field of {@code container} as an {@code interface {}}. */
  private static boolean isBoxed(Value container, String name) {
    return switch (container) {
      case MapValue map -> map.elementType().isInterface();
      case ObjectValue object -> object.isInterfaceField(name);
      default -> false;
    };
  }

  /** Returns whether Go would see what {@link #chain} gave last as an {@code interface {}}. */
  boolean isLastBoxed() {
    return lastBoxed;
  }

  private Value field(Value receiver, boolean boxed, String name, Calls.Site site) {
    if (receiver == NilValue.ABSENT) {
      if (frame.job().missingKey() == MissingKey.ERROR) {
        throw frame.error("nil data; no entry for key " + GoQuoting.quote(name));
      }
      return receiver;
    }
    if (receiver == NilValue.NIL) {
      throw frame.error("nil pointer evaluating interface {}." + name);
    }
    if (receiver instanceof MapValue map && acceptsNames(map)) {
      return entry(map, name, site);
    }
    if (receiver instanceof ObjectValue object) {
      FuncValue method = object.method(name);
      if (method != null) {
        return calls.call(method, site.named(name));
      }
      Value field = object.field(name);
      if (field != null) {
        checkNoArguments(site, name + " has arguments but cannot be invoked as function");
        return field;
      }
    }
    String type = boxed ? GoType.ANY.name() : receiver.type().name();
    throw frame.error("can't evaluate field " + name + " in type " + type);
  }

  private static boolean acceptsNames(MapValue map) {
    GoType key = map.type().key();
    return key == null || key.accepts(GoType.STRING);
  }

  private Value entry(MapValue map, String name, Calls.Site site) {
    checkNoArguments(site, name + " is not a method but has arguments");
    Value found = map.get(name);
    if (found != null) {
      return found;
    }
    return switch (frame.job().missingKey()) {
      case DEFAULT -> NilValue.ABSENT;
      case ZERO -> Zero.of(map.elementType());
      case ERROR -> throw frame.error("map has no entry for key " + GoQuoting.quote(name));
    };
  }

  private void checkNoArguments(Calls.Site site, String message) {
    if (site.count() > 0) {
      throw frame.error(message);
    }
  }
}
