package dev.sealer.cli.seal;

import dev.sealer.cli.certificates.CertificateOptions;
import dev.sealer.cli.certificates.NamedCertificate;
import dev.sealer.cli.cluster.ClusterOptions;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.ArgumentGroup;
import dev.sealer.sealing.Sealer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Options that choose the certificates to seal for: one, or one for each of several clusters. */
public final class SealCertificates implements ArgumentGroup {
  private final Argument<List<String>> certificates =
      Argument.options(
          "--cert",
          "[NAME=]FILE|URL|pin:NAME",
          "${env:SEALED_SECRETS_CERT:-}",
          "Certificate to seal for; else the one pinned for the context; else the controller is"
              + " asked. Repeated, one result is written for each: NAME, else the file's name without"
              + " its ending, is part of its path.");

  @Override
  public void addTo(CommandSpec spec) {
    certificates.addTo(spec);
  }

  /** Seals for each cluster, by name; one that was given no name has an empty one. */
  public Map<String, Sealer> sealers(Console console, ClusterOptions cluster) {
    List<String> given = certificates.value().stream().filter(value -> !value.isEmpty()).toList();
    Map<String, Sealer> sealers = new LinkedHashMap<>();
    if (given.isEmpty()) {
      sealers.put("", sealer("", console, cluster));
    }
    for (NamedCertificate certificate : NamedCertificate.of(given)) {
      try {
        sealers.put(certificate.name(), sealer(certificate.source(), console, cluster));
      } catch (CommandFailure e) {
        throw given.size() == 1
            ? e
            : new CommandFailure("--cert " + certificate.source() + ": " + e.line(), e);
      }
    }
    return sealers;
  }

  private static Sealer sealer(String source, Console console, ClusterOptions cluster) {
    return CertificateOptions.sealer(source, console, cluster);
  }
}
