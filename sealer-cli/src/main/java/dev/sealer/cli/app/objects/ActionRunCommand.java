package dev.sealer.cli.app.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppOptions;
import dev.sealer.cli.app.model.AppResource;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.app.model.ResourceChoice;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.UsageException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs an action on objects of an Application, with the rights of the kubeconfig. */
final class ActionRunCommand implements CliCommand {
  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();

  static {
    EXIT_CODES.put("0", "The action was run on every chosen object.");
    EXIT_CODES.put("1", "It was not: no object has it now, or the API server refused it.");
  }

  private final Console console;
  private final AppOptions options = new AppOptions();
  private final Argument<String> name = Argument.parameter(0, "NAME", "Name of the Application.");
  private final Argument<String> action =
      Argument.parameter(1, "ACTION", "Action, as `sealer app actions list` names it.");
  private final Argument<List<String>> chosen =
      Argument.options(
          "--resource", "GROUP:KIND:NAME", "Object, such as apps:Deployment:web. May be repeated.");
  private final Argument<Boolean> all =
      Argument.flag("--all", "Run it on every object that has it now.");

  ActionRunCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(
            this, "Runs an action on objects of an Application, with your own rights.")
        .takes(options, name, action, chosen, all)
        .exitCodes(EXIT_CODES, 1)
        .footer(
            "",
            "Examples:",
            "  sealer app actions run shop restart --resource apps:Deployment:web",
            "  sealer app actions run shop create-job --resource batch:CronJob:report");
  }

  private record Target(AppResource resource, ResourceAction action, JsonNode live) {}

  @Override
  public Integer call() {
    List<ResourceChoice> choices = chosen.value().stream().map(ResourceChoice::parse).toList();
    if (choices.isEmpty() != all.value()) {
      throw new UsageException("name the objects with --resource, or give --all");
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    StringBuilder text = new StringBuilder();
    try (ClusterApi api = options.open(console)) {
      ApplicationClient client = new ApplicationClient(api);
      List<Target> targets = targets(client, choices);
      if (targets.isEmpty()) {
        throw new CommandFailure(
            "no object of %s has the action \"%s\" now; see `sealer app actions list %s`"
                .formatted(name.value(), action.value(), name.value()));
      }
      for (Target target : targets) {
        String done = run(api, client, target);
        ObjectNode node = tree.withArray("resources").addObject();
        target.resource().describe(node);
        node.put("action", target.action().word());
        text.append(target.resource().place()).append(": ").append(done).append('\n');
      }
    }
    options.print(console, tree, text::toString);
    return 0;
  }

  private List<Target> targets(ApplicationClient client, List<ResourceChoice> choices) {
    List<Target> targets = new ArrayList<>();
    for (AppResource one :
        ApplicationSummary.of(client.read(options.key(name.value()))).resources()) {
      for (ResourceAction each : ResourceAction.of(one)) {
        if (ResourceChoice.includes(choices, one) && each.word().equals(action.value())) {
          Optional<JsonNode> live = client.object(one).filter(each::isAvailable);
          live.ifPresent(object -> targets.add(new Target(one, each, object)));
        }
      }
    }
    return targets;
  }

  private static String run(ClusterApi api, ApplicationClient client, Target target) {
    ResourceAction action = target.action();
    String what = action.word() + " " + target.resource().title();
    if (action == ResourceAction.CREATE_JOB) {
      ObjectNode job = ManualJob.of(target.live(), Instant.now());
      JsonNode _ = api.create(what, ManualJob.TYPE, target.resource().namespace(), job);
      return "created Job " + job.at("/metadata/name").asText();
    }
    api.patch(
        what,
        client.target(target.resource()).orElseThrow(),
        action.patch(Instant.now().truncatedTo(ChronoUnit.SECONDS)),
        "sealer");
    return action.word() + " requested";
  }
}
