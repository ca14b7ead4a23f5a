package dev.sealer.template.exec;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.template.ast.Node;
import dev.sealer.template.ast.NodeText;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.TemplateExecutionException;
import dev.sealer.template.error.TemplateLimitException;
import dev.sealer.template.value.Value;
import org.jspecify.annotations.Nullable;

/** The state of one template under execution: its dot, its variables, and where it is. */
final class Frame {

  private final Job job;
  private final String template;
  private final VariableScope scope = new VariableScope();
  private Value dot;
  private boolean dotBoxed;
  private @Nullable Node current;

  Frame(Job job, String template, Value dot) {
    this.job = job;
    this.template = template;
    this.dot = dot;
    scope.push("$", dot, false);
  }

  Job job() {
    return job;
  }

  Sandbox sandbox() {
    return job.sandbox();
  }

  CallContext context() {
    return job.context();
  }

  VariableScope scope() {
    return scope;
  }

  Value dot() {
    return dot;
  }

  /** Returns whether Go would see dot as an {@code interface {}} rather than as what it holds. */
  boolean isDotBoxed() {
    return dotBoxed;
  }

  void setDot(Value value, boolean boxed) {
    dot = value;
    dotBoxed = boxed;
  }

  /** Errors from now on are about {@code node}. */
  void at(Node node) {
    current = node;
  }

  TemplateExecutionException error(String words) {
    return error(ErrorText.of(words));
  }

  TemplateExecutionException error(ErrorText text) {
    String message = job.showValues() ? text.plain() : text.redacted();
    return new TemplateExecutionException(template, place() + message);
  }

  TemplateLimitException located(TemplateLimitException limit) {
    return limit.at(place());
  }

  private String place() {
    if (current == null) {
      return "template: " + template + ": ";
    }
    return "template: "
        + job.tree().source().locate(current.position())
        + ": executing "
        + GoQuoting.quote(template)
        + " at <"
        + NodeText.of(current)
        + ">: ";
  }
}
