package dev.sealer.cli.kubeseal;

import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.kubeseal.Flag.Kind;
import dev.sealer.sealing.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every flag that kubeseal has. Names, letters, kinds and defaults are kubeseal's. */
final class KubesealFlags {
  static final String ENVIRONMENT_PREFIX = "SEALED_SECRETS_";

  private static final Map<String, String> CLUSTER_FIELDS =
      Map.of(
          "certificate-authority", "certificate-authority",
          "insecure-skip-tls-verify", "insecure-skip-tls-verify",
          "proxy-url", "proxy-url",
          "server", "server",
          "tls-server-name", "tls-server-name");

  private static final Map<String, String> USER_FIELDS =
      Map.of(
          "as", "as",
          "as-uid", "as-uid",
          "client-certificate", "client-certificate",
          "client-key", "client-key",
          "password", "password",
          "token", "token",
          "username", "username");

  private KubesealFlags() {}

  static FlagSet all() {
    List<Flag> flags = new ArrayList<>();
    flags.addAll(own());
    flags.addAll(kubectl());
    flags.addAll(logging());
    return new FlagSet(
        flags,
        ENVIRONMENT_PREFIX,
        Map.of(
            "scope",
            value ->
                Scope.ofFlag(value).isPresent()
                    ? ""
                    : "must be one of: strict, namespace-wide, cluster-wide"));
  }

  static ConnectionFlags connection(FlagValues flags) {
    return new ConnectionFlags(
        flags.text("kubeconfig"),
        flags.text("context"),
        flags.text("namespace"),
        given(flags, CLUSTER_FIELDS),
        given(flags, USER_FIELDS),
        flags.text("cluster"),
        flags.text("user"),
        flags.list("as-group"),
        flags.text("request-timeout"));
  }

  private static Map<String, String> given(FlagValues flags, Map<String, String> fields) {
    Map<String, String> given = new LinkedHashMap<>();
    fields.forEach((flag, field) -> {
      if (flags.given(flag)) {
        given.put(field, flags.text(flag));
      }
    });
    return given;
  }

  private static List<Flag> own() {
    return List.of(
        text(
            "cert",
            "",
            "",
            "certificate to seal for: a file or a URL, instead of asking the controller"),
        text("controller-namespace", "", "kube-system", "namespace of the controller's service"),
        text(
            "controller-name", "", "sealed-secrets-controller", "name of the controller's service"),
        text("format", "o", "json", "output format: json or yaml"),
        text("sealed-secret-file", "w", "", "file to write"),
        text("secret-file", "f", "", "file to read"),
        text("merge-into", "", "", "sealed file to add the newly sealed items to"),
        text("name", "", "", "name of the sealed secret; needed by --raw in strict scope"),
        text("kubeconfig", "", "", "kubeconfig file"),
        text(
            "scope",
            "",
            "strict",
            "where the secret can be opened: strict, namespace-wide or cluster-wide; annotations of"
                + " the input choose too"),
        bool("fetch-cert", "print the certificate, for later use with --cert"),
        bool("allow-empty-data", "seal a secret that has no values"),
        bool("validate", "ask the controller whether it can open the sealed secret"),
        bool("raw", "seal one value and print it in base64"),
        bool("re-encrypt", "have the controller seal again with its newest key"),
        new Flag("rotate", "", Kind.BOOL, "false", "", true, "re-encrypt"),
        bool("recovery-unseal", "open a sealed secret with the keys of --recovery-private-key"),
        bool("help", "print this list"),
        bool("version", "print the version"),
        list("from-file", "with --raw: the file that holds the value"),
        list(
            "recovery-private-key",
            "files with private keys, in PEM or as the controller's secrets, for"
                + " --recovery-unseal"));
  }

  private static List<Flag> kubectl() {
    return List.of(
        text("as", "", "", "user to act as"),
        new Flag(
            "as-group", "", Kind.STRING_ARRAY, "", "group to act as; may be repeated", true, null),
        text("as-uid", "", "", "UID to act as"),
        text(
            "certificate-authority",
            "",
            "",
            "file with the certificate authority of the API server"),
        text("client-certificate", "", "", "file with the client's certificate"),
        text("client-key", "", "", "file with the client's key"),
        text("cluster", "", "", "cluster of the kubeconfig to use"),
        text("context", "", "", "context of the kubeconfig to use"),
        bool("disable-compression", "do not ask for compressed answers"),
        bool("insecure-skip-tls-verify", "do not check the API server's certificate"),
        text("namespace", "n", "", "namespace of the secret"),
        text("password", "", "", "password for the API server"),
        text("proxy-url", "", "", "proxy for the API server"),
        text("request-timeout", "", "0", "longest wait for an answer, such as 30s; 0 for no limit"),
        text("server", "", "", "address of the API server"),
        text("tls-server-name", "", "", "name expected in the API server's certificate"),
        text("token", "", "", "bearer token for the API server"),
        text("user", "", "", "user of the kubeconfig to use"),
        text("username", "", "", "user name for the API server"));
  }

  /** Taken and passed over: they steer a logging library that we do not have. */
  private static List<Flag> logging() {
    List<Flag> flags = new ArrayList<>();
    for (String name :
        List.of(
            "add_dir_header",
            "alsologtostderr",
            "one_output",
            "skip_headers",
            "skip_log_headers")) {
      flags.add(unused(name, "", Kind.BOOL, "false"));
    }
    flags.add(unused("legacy_stderr_threshold_behavior", "", Kind.BOOL, "true"));
    flags.add(unused("logtostderr", "", Kind.BOOL, "true"));
    flags.add(unused("log_dir", "", Kind.STRING, ""));
    flags.add(unused("log_file", "", Kind.STRING, ""));
    flags.add(unused("alsologtostderrthreshold", "", Kind.SEVERITY, "0"));
    flags.add(unused("stderrthreshold", "", Kind.SEVERITY, "2"));
    flags.add(unused("log_backtrace_at", "", Kind.TRACE_LOCATION, ":0"));
    flags.add(unused("vmodule", "", Kind.MODULE_SPEC, ""));
    flags.add(unused("log_file_max_size", "", Kind.UNSIGNED, "1800"));
    flags.add(unused("v", "v", Kind.LEVEL, "0"));
    return flags;
  }

  private static Flag unused(String name, String letter, Kind kind, String initial) {
    return new Flag(
        name, letter, kind, initial, "taken for compatibility; has no effect", false, null);
  }

  private static Flag text(String name, String letter, String initial, String usage) {
    return new Flag(name, letter, Kind.STRING, initial, usage, true, null);
  }

  private static Flag bool(String name, String usage) {
    return new Flag(name, "", Kind.BOOL, "false", usage, true, null);
  }

  private static Flag list(String name, String usage) {
    return new Flag(name, "", Kind.STRINGS, "", usage, true, null);
  }
}
