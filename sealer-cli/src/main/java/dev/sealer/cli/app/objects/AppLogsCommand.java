package dev.sealer.cli.app.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.AppResource;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.app.model.OwnedObjects;
import dev.sealer.cli.app.model.OwnedObjects.Place;
import dev.sealer.cli.app.model.ResourceChoice;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.UsageException;
import dev.sealer.gocompat.GoDuration;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows the logs of an Application's Pods, with the rights of the kubeconfig. */
public final class AppLogsCommand implements CliCommand {
  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();
  private static final int TROUBLE = 2;
  private static final int MOST_LOGS = 20;
  private static final int ALL = -1;

  static {
    EXIT_CODES.put("0", "Every log was shown.");
    EXIT_CODES.put("1", "The log of a container cannot be read, or there is none.");
    EXIT_CODES.put("2", "The Application or its Pods cannot be read.");
  }

  private final Console console;
  private final AppOptions options = AppOptions.withoutFormats();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");
  private final Argument<List<String>> chosen =
      Argument.options(
          "--resource",
          "GROUP:KIND:NAME",
          "Only Pods of this object, such as apps:Deployment:web or :Pod:web-0. May be repeated.");
  private final Argument<String> container =
      Argument.option("-c, --container", "NAME", "Only containers of this name.");
  private final Argument<Boolean> follow =
      Argument.flag("-f, --follow", "Wait for more lines until the containers end.");
  private final Argument<Boolean> previous =
      Argument.flag("-p, --previous", "Show the log of each container's instance before.");
  private final Argument<String> since =
      Argument.option("--since", "DURATION", "Only lines not older than this, such as 10m.");
  private final Argument<Integer> tail =
      Argument.number("--tail", "LINES", ALL, "Only this many lines from the end of each log.");

  /** Creates the command. */
  public AppLogsCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this,
            "Shows the logs of an Application's Pods, with your own rights. With several containers,"
                + " each line begins with its Pod and container. At most 20 containers at a time.")
        .takes(options, name, chosen, container, follow, previous, since, tail)
        .exitCodes(EXIT_CODES, TROUBLE)
        .footer(
            "",
            "Examples:",
            "  sealer app logs shop --tail 20",
            "  sealer app logs shop --resource apps:Deployment:web -c app -f");
  }

  @Override
  public Integer call() {
    PodLog.Part part =
        new PodLog.Part(
            follow.value(),
            previous.value(),
            sinceSeconds(),
            tail.value() < 0 ? OptionalLong.empty() : OptionalLong.of(tail.value()));
    List<ResourceChoice> choices = chosen.value().stream().map(ResourceChoice::parse).toList();
    try (ClusterApi api = options.open(console)) {
      List<PodLog> logs = logs(new ApplicationClient(api), choices);
      if (logs.size() > MOST_LOGS) {
        throw new CommandFailure(
            "%d containers; choose at most %d with --resource or --container"
                .formatted(logs.size(), MOST_LOGS));
      }
      if (logs.isEmpty()) {
        console.error("no container to show the log of");
        return 1;
      }
      return show(api, logs, part);
    }
  }

  private OptionalLong sinceSeconds() {
    if (since.value().isEmpty()) {
      return OptionalLong.empty();
    }
    Duration age =
        GoDuration.parse(since.value())
            .filter(Duration::isPositive)
            .orElseThrow(() ->
                new UsageException(
                    "invalid --since \"" + since.value() + "\"; use a duration such as 10m"));
    return OptionalLong.of(Math.max(1, age.toSeconds()));
  }

  private List<PodLog> logs(ApplicationClient client, List<ResourceChoice> choices) {
    List<AppResource> resources =
        ApplicationSummary.of(client.read(options.key(name.value()))).resources();
    OwnedObjects owned = OwnedObjects.of(client, resources);
    Set<Place> pods = new TreeSet<>();
    for (AppResource one : resources) {
      Place place = new Place(one.namespace(), one.kind(), one.name());
      List<Place> all = new ArrayList<>(owned.below(place).keySet());
      if (one.groupKind().equals("/Pod")) {
        all.add(place);
      }
      all.stream()
          .filter(pod -> pod.kind().equals("Pod"))
          .filter(pod ->
              ResourceChoice.includes(choices, one)
                  || ResourceChoice.includes(choices, AppResource.ofPod(pod)))
          .forEach(pods::add);
    }
    List<PodLog> logs = new ArrayList<>();
    for (Place pod : pods) {
      Optional<JsonNode> live = client.object(AppResource.ofPod(pod));
      live.ifPresent(object -> addContainers(pod, object, logs));
    }
    return logs;
  }

  /** An init container is shown only by its name: it has ended, as a rule. */
  private void addContainers(Place pod, JsonNode live, List<PodLog> logs) {
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode one : live.path("spec").path(list)) {
        String found = one.path("name").asText();
        boolean shows =
            container.value().isEmpty()
                ? list.equals("containers")
                : found.equals(container.value());
        if (shows) {
          logs.add(new PodLog(pod.namespace(), pod.name(), found));
        }
      }
    }
  }

  private int show(ClusterApi api, List<PodLog> logs, PodLog.Part part) {
    AtomicInteger failed = new AtomicInteger();
    if (!part.follow()) {
      logs.forEach(log -> show(api, log, part, logs.size() > 1, failed));
      return failed.get() == 0 ? 0 : 1;
    }
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      logs.forEach(log -> readers.execute(() -> show(api, log, part, logs.size() > 1, failed)));
    }
    return failed.get() == 0 ? 0 : 1;
  }

  private void show(
      ClusterApi api, PodLog log, PodLog.Part part, boolean named, AtomicInteger failed) {
    byte[] prefix =
        named
            ? ("[" + log.pod() + " " + log.container() + "] ").getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    PrintStream out = console.out();
    try {
      log.read(
          api,
          part,
          line -> {
            synchronized (out) {
              out.writeBytes(prefix);
              out.writeBytes(line);
              out.println();
              if (part.follow()) {
                out.flush();
              }
            }
          });
    } catch (CommandFailure e) {
      failed.incrementAndGet();
      console.error(String.valueOf(e.getMessage()));
    }
  }
}
