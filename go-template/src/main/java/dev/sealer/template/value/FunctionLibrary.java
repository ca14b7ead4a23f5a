package dev.sealer.template.value;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A set of functions by name. Never changes; made of smaller ones. */
public final class FunctionLibrary {

  /** No functions other than the language's own. */
  public static final FunctionLibrary EMPTY = new FunctionLibrary(Map.of());

  private final Map<String, Function> functions;

  private FunctionLibrary(Map<String, Function> functions) {
    this.functions = Map.copyOf(functions);
  }

  /** Returns a library of {@code functions}; of two with the same name the later counts. */
  public static FunctionLibrary of(Collection<Function> functions) {
    Map<String, Function> byName = new LinkedHashMap<>();
    functions.forEach(function -> byName.put(function.name(), function));
    return new FunctionLibrary(byName);
  }

  /** Returns a library of {@code functions}; of two with the same name the later counts. */
  public static FunctionLibrary of(Function... functions) {
    return of(List.of(functions));
  }

  /** Returns this library and {@code more}, whose functions win over those of the same name. */
  public FunctionLibrary with(FunctionLibrary more) {
    Map<String, Function> all = new LinkedHashMap<>(functions);
    all.putAll(more.functions);
    return new FunctionLibrary(all);
  }

  /** Returns this library without the functions of these names. */
  public FunctionLibrary without(String... names) {
    Map<String, Function> rest = new LinkedHashMap<>(functions);
    rest.keySet().removeAll(Set.of(names));
    return new FunctionLibrary(rest);
  }

  /** Returns the function called {@code name}, or null. */
  public @Nullable Function find(String name) {
    return functions.get(name);
  }

  /** Returns all names, sorted. */
  public Set<String> names() {
    return new TreeSet<>(functions.keySet());
  }
}
