package dev.sealer.sync.plan.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Copies a document so that each access to its objects and lists takes a step of a budget. */
final class MeteredDocument {

  private MeteredDocument() {}

  static JsonNode of(JsonNode document, EvaluationBudget budget) {
    if (document instanceof ObjectNode object) {
      MeteredObject copy = new MeteredObject(budget);
      object.properties().forEach(field -> copy.set(field.getKey(), of(field.getValue(), budget)));
      return copy;
    }
    if (document instanceof ArrayNode list) {
      MeteredList copy = new MeteredList(budget);
      list.forEach(item -> copy.add(of(item, budget)));
      return copy;
    }
    return document;
  }

  // Jackson's own classes override deepCopy without its type, and the library calls fields().
  @SuppressWarnings({"unchecked", "deprecation"})
  private static final class MeteredObject extends ObjectNode {

    private static final long serialVersionUID = 1L;

    private final transient EvaluationBudget budget;

    MeteredObject(EvaluationBudget budget) {
      super(JsonNodeFactory.instance);
      this.budget = budget;
    }

    @Override
    public JsonNode get(String field) {
      budget.step();
      return super.get(field);
    }

    @Override
    public Iterator<JsonNode> elements() {
      return new MeteredIterator<>(super.elements(), budget);
    }

    @Override
    public Iterator<Map.Entry<String, JsonNode>> fields() {
      return new MeteredIterator<>(super.properties().iterator(), budget);
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> properties() {
      budget.step();
      return super.properties();
    }
  }

  @SuppressWarnings("unchecked")
  private static final class MeteredList extends ArrayNode {

    private static final long serialVersionUID = 1L;

    private final transient EvaluationBudget budget;

    MeteredList(EvaluationBudget budget) {
      super(JsonNodeFactory.instance);
      this.budget = budget;
    }

    @Override
    public JsonNode get(int index) {
      budget.step();
      return super.get(index);
    }

    @Override
    public Iterator<JsonNode> elements() {
      return new MeteredIterator<>(super.elements(), budget);
    }
  }

  private record MeteredIterator<T>(Iterator<T> all, EvaluationBudget budget)
      implements Iterator<T> {

    @Override
    public boolean hasNext() {
      return all.hasNext();
    }

    @Override
    public T next() {
      budget.step();
      return all.next();
    }
  }
}
