package dev.sealer.operator.flags;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags of the Sealed Secrets controller that are accepted, so that its manifests work unchanged,
 * but have no effect. Each that is given causes a warning with the reason.
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
    // True asks for what always happens.
    if (watchForSecrets != null && !watchForSecrets.equals("true")) {
      warnings.add("--watch-for-secrets has no effect: keys are always watched");
    }
    if (maxUnsealRetries != null) {
      warnings.add(
          "--max-unseal-retries has no effect: failures are retried without limit, with growing"
              + " delays");
    }
    if (!clientLimits.isEmpty()) {
      warnings.add(
          "--kubeclient-qps and --kubeclient-burst have no effect: the client has no limit of its"
              + " own; the API server limits calls (priority and fairness)");
    }
    if (!klog.isEmpty()) {
      warnings.add("the flags of klog have no effect; use --log-level and --log-format");
    }
    return List.copyOf(warnings);
  }
}
