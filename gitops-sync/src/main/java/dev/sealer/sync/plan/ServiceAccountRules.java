package dev.sealer.sync.plan;

import dev.sealer.crds.argoproj.AppProjectSpec.DestinationServiceAccount;
import dev.sealer.crds.argoproj.Destination;
import dev.sealer.sync.manifest.Glob;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Chooses the service account that an Application is written as, as Argo CD does. */
final class ServiceAccountRules {

  private static final String PREFIX = "system:serviceaccount:";
  private static final String LABEL = "[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?";
  private static final Pattern ACCOUNT = Pattern.compile("(?:" + LABEL + ":)?" + LABEL);

  private ServiceAccountRules() {}

  /**
   * Returns the user name of the first entry that fits.
   *
   * @param server the URL of the destination's cluster
   * @param fallback the namespace of an account that is written without one, if the destination has
   *     none: that of the Application
   * @throws IllegalArgumentException if none fits, or its name is not one of an account: the
   *     operator's own rights must not be used instead
   */
  static String user(
      List<DestinationServiceAccount> entries,
      String server,
      Destination destination,
      String fallback) {
    String namespace = Objects.requireNonNullElse(destination.namespace(), "");
    DestinationServiceAccount found =
        entries.stream()
            .filter(entry -> Glob.acrossSlashes(entry.server()).matches(server))
            .filter(entry ->
                Glob.acrossSlashes(Objects.requireNonNullElse(entry.namespace(), ""))
                    .matches(namespace))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "spec.destinationServiceAccounts has no entry for server "
                        + server
                        + " and namespace "
                        + namespace));
    String account = Objects.requireNonNullElse(found.defaultServiceAccount(), "").strip();
    if (!ACCOUNT.matcher(account).matches()) {
      throw new IllegalArgumentException(
          "spec.destinationServiceAccounts: defaultServiceAccount \""
              + account
              + "\" is not a name");
    }
    return account.contains(":")
        ? PREFIX + account
        : PREFIX + (namespace.isEmpty() ? fallback : namespace) + ":" + account;
  }
}
