package dev.sealer.template.exec;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.ast.Node;
import dev.sealer.template.ast.NodeText;
import dev.sealer.template.ast.Statement;
import dev.sealer.template.builtin.Truth;
import dev.sealer.template.error.TemplateExecutionException;
import dev.sealer.template.error.TemplateLimitException;
import dev.sealer.template.fmt.GoFormat;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Value;
import org.jspecify.annotations.Nullable;

/** Executes the statements of one template. */
public final class Executor {

  /** The ways in which a statement ends. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  private final Frame frame;
  private final Evaluator evaluator;
  private final Ranges ranges;
  private final StringBuilder out;

  private Executor(Frame frame, StringBuilder out) {
    this.frame = frame;
    this.evaluator = new Evaluator(frame);
    this.ranges = new Ranges(frame, evaluator, this);
    this.out = out;
  }

  /**
   * Renders a template.
   *
   * @param job how
   * @param name which of the tree's templates
   * @param data the dot it starts with
   * @return the output, in the form {@link GoStrings} describes
   * @throws dev.sealer.template.error.TemplateException where it fails or passes a limit
   */
  public static String render(Job job, String name, Value data) {
    StringBuilder out = new StringBuilder();
    Statement.Items body = job.tree().find(name);
    Frame frame = new Frame(job, name, data == NilValue.NIL ? NilValue.ABSENT : data);
    if (body == null) {
      throw new TemplateExecutionException(
          name,
          "template: no template "
              + GoQuoting.quote(name)
              + " associated with template "
              + GoQuoting.quote(job.tree().source().name()));
    }
    try {
      new Executor(frame, out).items(body);
    } catch (StackOverflowError e) {
      throw frame.located(job.sandbox().stackExhausted());
    }
    return GoStrings.canonical(out.toString());
  }

  /** Executes statements until one leaves the loop around them. */
  Flow items(Statement.Items items) {
    frame.at(items);
    for (Statement statement : items.statements()) {
      Flow flow = statement(statement);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  private Flow statement(Statement statement) {
    frame.at(statement);
    try {
      frame.sandbox().step();
      return dispatch(statement);
    } catch (TemplateLimitException e) {
      throw e.isLocated() ? e : frame.located(e);
    }
  }

  private Flow dispatch(Statement statement) {
    switch (statement) {
      case Statement.Text text -> write(text.text());
      case Statement.Action action -> action(action);
      case Statement.If branch -> {
        return branch(branch.pipe(), branch.body(), branch.otherwise(), false);
      }
      case Statement.With branch -> {
        return branch(branch.pipe(), branch.body(), branch.otherwise(), true);
      }
      case Statement.Range range -> {
        return ranges.run(range);
      }
      case Statement.Call call -> call(call);
      case Statement.Items items -> {
        return items(items);
      }
      case Statement.Break stop -> {
        return Flow.BREAK;
      }
      case Statement.Continue next -> {
        return Flow.CONTINUE;
      }
    }
    return Flow.NEXT;
  }

  private void write(String text) {
    frame.sandbox().output(text.length());
    out.append(text);
  }

  private void action(Statement.Action action) {
    Value value = evaluator.pipeline(action.pipe());
    if (!action.pipe().declared().isEmpty()) {
      return;
    }
    frame.at(action);
    if (value instanceof NilValue) {
      write("<no value>");
    } else if (value instanceof FuncValue) {
      throw frame.error("can't print " + NodeText.of(action) + " of type " + value.type());
    } else {
      write(GoFormat.print(frame.sandbox(), value));
    }
  }

  private Flow branch(
      Node.Pipe pipe,
      Statement.Items body,
      Statement.@Nullable Items otherwise,
      boolean changesDot) {
    int mark = frame.scope().size();
    Value value = evaluator.pipeline(pipe);
    Flow flow = Flow.NEXT;
    if (!Truth.of(value)) {
      flow = otherwise == null ? Flow.NEXT : items(otherwise);
    } else if (changesDot) {
      Value outer = frame.dot();
      boolean outerBoxed = frame.isDotBoxed();
      frame.setDot(value, false);
      flow = items(body);
      frame.setDot(outer, outerBoxed);
    } else {
      flow = items(body);
    }
    frame.scope().truncate(mark);
    return flow;
  }

  private void call(Statement.Call call) {
    Statement.Items body = frame.job().tree().find(call.name());
    if (body == null) {
      throw frame.error("template " + GoQuoting.quote(call.name()) + " not defined");
    }
    Value dot = evaluator.pipeline(call.pipe());
    frame.sandbox().enter();
    new Executor(new Frame(frame.job(), call.name(), dot), out).items(body);
    frame.sandbox().leave();
  }
}
