package dev.sealer.operator.flags;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags of the peer's controller that are taken, so that its manifests start as they are, but do
 * nothing here. Each that is given is warned of, with the reason.
 */
final class FlagsWithoutEffect {

  @Option(names = "--watch-for-secrets", hidden = true, arity = "0..1", fallbackValue = "true")
  private @Nullable String watchForSecrets;

  @Option(names = "--max-unseal-retries", hidden = true)
  private @Nullable String maxUnsealRetries;

  @Option(
      names = {"--kubeclient-qps", "--kubeclient-burst"},
      hidden = true)
  private List<String> clientLimits = List.of();

  @Option(
      names = {
        "--v",
        "-v",
        "--vmodule",
        "--logtostderr",
        "--alsologtostderr",
        "--stderrthreshold",
        "--log_dir",
        "--log_file",
        "--log_file_max_size",
        "--log_backtrace_at",
        "--skip_headers",
        "--skip_log_headers",
        "--add_dir_header",
        "--one_output"
      },
      hidden = true,
      arity = "0..1",
      fallbackValue = "true")
  private List<String> klog = List.of();

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    // Given as true it asks for what is done anyway.
    if (watchForSecrets != null && !watchForSecrets.equals("true")) {
      warnings.add("--watch-for-secrets has no effect: keys are always watched");
    }
    if (maxUnsealRetries != null) {
      warnings.add(
          "--max-unseal-retries has no effect: what fails is retried for ever, with growing"
              + " delays");
    }
    if (!clientLimits.isEmpty()) {
      warnings.add(
          "--kubeclient-qps and --kubeclient-burst have no effect: there is no limit in the"
              + " client, the API server's own (priority and fairness) is obeyed");
    }
    if (!klog.isEmpty()) {
      warnings.add("klog's flags have no effect: use --log-level and --log-format");
    }
    return List.copyOf(warnings);
  }
}
