package dev.sealer.benchmarks.template;

import com.sun.management.OperatingSystemMXBean;
import dev.sealer.benchmarks.measure.Report;
import dev.sealer.benchmarks.record.Figure;
import dev.sealer.template.GoTemplate;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.Sprig;
import dev.sealer.template.TemplateOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Parses and renders a 20-line template with Sprig that calls ten of its functions and more, here
 * and in Go, in turns and on one thread each, and prints the medians. What is counted is processor
 * time, so that a busy machine disturbs little. Arguments: rounds (7) and seconds a round (2).
 */
public final class TemplateBenchmark {

  private static final TemplateOptions SPRIG =
      TemplateOptions.DEFAULT.withFunctions(Sprig.library());
  private static final int BATCH = 100;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private TemplateBenchmark() {}

  /**
   * Runs the benchmark from the project's root folder.
   *
   * @throws IOException where Go is missing
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
    double seconds = args.length > 1 ? Double.parseDouble(args[1]) : 2;
    BenchmarkCase testCase = BenchmarkCase.read("/template/secret.json");
    Path root = Path.of(System.getProperty("sealer.root", "."));
    GoEngine go = GoEngine.build(root);
    RenderOptions world = RenderOptions.standard();
    GoTemplate parsed = parse(testCase);
    Supplier<String> both = () -> parse(testCase).render(testCase.data(), world);
    Supplier<String> renderOnly = () -> parsed.render(testCase.data(), world);

    perSecond(both, 2 * seconds);
    perSecond(renderOnly, seconds);
    double[] ours = new double[rounds];
    double[] rendering = new double[rounds];
    double[] theirs = new double[rounds];
    double[] theirRendering = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ours[i] = perSecond(both, seconds);
      theirs[i] = go.perSecond("bench", testCase, seconds);
      rendering[i] = perSecond(renderOnly, seconds);
      theirRendering[i] = go.perSecond("render", testCase, seconds);
    }
    report("here, parse and render", ours);
    report("Go, parse and render", theirs);
    report("here, render only", rendering);
    report("Go, render only", theirRendering);
    System.out.printf(
        Locale.ROOT,
        "here / Go: %.2f parse and render, %.2f render only%n",
        median(ours) / median(theirs),
        median(rendering) / median(theirRendering));
    Report record = new Report("template");
    record.figure(Figure.rate("template-parse-and-render", median(ours), median(theirs)));
    record.figure(Figure.rate("template-render", median(rendering), median(theirRendering)));
    System.exit(record.finish(root) ? 0 : 1);
  }

  private static GoTemplate parse(BenchmarkCase testCase) {
    return GoTemplate.parse("t", testCase.template(), SPRIG);
  }

  private static double perSecond(Supplier<String> work, double seconds) {
    long start = processorTime();
    long end = start + (long) (seconds * NANOS_PER_SECOND);
    long count = 0;
    long characters = 0;
    while (processorTime() < end) {
      for (int i = 0; i < BATCH; i++) {
        characters += work.get().length();
      }
      count += BATCH;
    }
    if (characters == 0) {
      throw new IllegalStateException("the template rendered to nothing");
    }
    return count * (double) NANOS_PER_SECOND / (processorTime() - start);
  }

  /** Of the whole process: compiler and garbage collector count, as they do for Go. */
  private static long processorTime() {
    return PROCESS.getProcessCpuTime();
  }

  private static void report(String what, double[] perSecond) {
    System.out.printf(
        Locale.ROOT,
        "%-24s median %8.0f a CPU second (%8.0f to %8.0f)%n",
        what,
        median(perSecond),
        Arrays.stream(perSecond).min().orElse(0),
        Arrays.stream(perSecond).max().orElse(0));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
