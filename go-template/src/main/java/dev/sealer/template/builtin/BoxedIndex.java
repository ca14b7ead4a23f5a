package dev.sealer.template.builtin;

import dev.sealer.template.context.CallContext;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.Value;
import java.util.List;

/**
 * Stands for an index that Go holds as an {@code interface {}}. {@code slice}, unlike {@code
 * index}, does not look inside and refuses it.
 */
public final class BoxedIndex implements FuncValue {

  /** The only one. */
  public static final BoxedIndex INSTANCE = new BoxedIndex();

  private BoxedIndex() {}

  @Override
  public GoType type() {
    return GoType.ANY;
  }

  @Override
  public String name() {
    return "index";
  }

  @Override
  public Signature signature() {
    return Signature.takes();
  }

  @Override
  public Value call(CallContext context, List<Value> arguments) {
    return NilValue.NIL;
  }
}
