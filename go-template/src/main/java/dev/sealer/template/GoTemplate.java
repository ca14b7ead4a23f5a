package dev.sealer.template;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.ast.NamedSource;
import dev.sealer.template.ast.TemplateTree;
import dev.sealer.template.builtin.Builtins;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.context.MissingKey;
import dev.sealer.template.exec.Executor;
import dev.sealer.template.exec.Job;
import dev.sealer.template.exec.Sandbox;
import dev.sealer.template.parse.SourceParser;
import dev.sealer.template.value.FunctionLibrary;
import dev.sealer.template.value.Value;
import java.util.Set;
import java.util.TreeSet;

/**
 * A parsed template: immutable, and rendered as often as needed, from any thread.
 *
 * <pre>{@code
 * GoTemplate greeting = GoTemplate.parse("greeting", "Hello {{.name}}!", TemplateOptions.DEFAULT);
 * String text = greeting.render(Values.of(Map.of("name", "World")), RenderOptions.standard());
 * }</pre>
 */
public final class GoTemplate {

  private final TemplateTree tree;
  private final MissingKey missingKey;

  private GoTemplate(TemplateTree tree, MissingKey missingKey) {
    this.tree = tree;
    this.missingKey = missingKey;
  }

  /**
   * Parses a template.
   *
   * @param name its name, for messages and for {@code template} actions
   * @param text the template; templates it defines become part of it
   * @param options how to read it
   * @throws dev.sealer.template.error.TemplateParseException where the text is not a template
   */
  public static GoTemplate parse(String name, String text, TemplateOptions options) {
    FunctionLibrary functions = Builtins.library().with(options.functions());
    TemplateTree tree =
        SourceParser.parse(
            new NamedSource(name, GoStrings.canonical(text)),
            options.delimiters(),
            functions::find);
    return new GoTemplate(tree, options.missingKey());
  }

  /** Returns the name it was given. */
  public String name() {
    return tree.source().name();
  }

  /** Returns the names of all templates in it, its own included, sorted. */
  public Set<String> templateNames() {
    return new TreeSet<>(tree.templates().keySet());
  }

  /**
   * Renders it.
   *
   * @param data the dot; see {@link dev.sealer.template.value.Values} for how to make one
   * @param options the world it may see
   * @return the output; bytes that are not UTF-8 in the form {@link GoStrings} describes
   * @throws dev.sealer.template.error.TemplateExecutionException where it fails
   * @throws dev.sealer.template.error.TemplateLimitException where it passes a limit
   */
  public String render(Value data, RenderOptions options) {
    return render(name(), data, options);
  }

  /**
   * Renders one of the templates in it.
   *
   * @param name one of {@link #templateNames()}
   * @param data the dot
   * @param options the world it may see
   * @return the output, as {@link #render(Value, RenderOptions)} gives it
   * @throws dev.sealer.template.error.TemplateExecutionException where it fails, or is not defined
   * @throws dev.sealer.template.error.TemplateLimitException where it passes a limit
   */
  public String render(String name, Value data, RenderOptions options) {
    Sandbox sandbox = new Sandbox(options.limits(), options.nanoTime());
    CallContext context =
        new CallContext(options.clock(), options.zone(), options.random(), sandbox);
    return Executor.render(
        new Job(tree, missingKey, options.showValues(), context, sandbox), name, data);
  }

  /** Renders it to bytes: UTF-8, and whatever bytes strings of the data held. */
  public byte[] renderBytes(Value data, RenderOptions options) {
    return GoStrings.toBytes(render(data, options));
  }
}
