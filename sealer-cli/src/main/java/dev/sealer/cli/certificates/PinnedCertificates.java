package dev.sealer.cli.certificates;

import dev.sealer.cli.cluster.ControllerAddress;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.sealing.SealingCertificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rule by which fetched certificates are trusted: the pin, and the user's word for a newer one.
 */
public final class PinnedCertificates {
  private final Console console;
  private final PinStore pins;

  /** With the pins of the console's user. */
  public PinnedCertificates(Console console) {
    this.console = console;
    this.pins = PinStore.of(console.environment());
  }

  /**
   * Returns the pin of a cluster.
   *
   * @throws CommandFailure when the name leads to another server than when it was pinned
   */
  public Optional<CertificatePin> of(ControllerAddress cluster) {
    Optional<CertificatePin> pin =
        cluster.name().isEmpty()
            ? Optional.empty()
            : pins.find(cluster.name())
                .filter(found -> found.controller().equals(cluster.controller()));
    pin.filter(found ->
            !found.server().isEmpty()
                && !cluster.server().isEmpty()
                && !found.server().equals(cluster.server()))
        .ifPresent(found -> {
          throw new CommandFailure(
              "the context %s now leads to %s, and the certificate pinned for it is of %s: use --cert, or 'sealer cert unpin %s'"
                  .formatted(found.name(), cluster.server(), found.server(), found.name()));
        });
    return pin;
  }

  /** Returns the pin of that name, for {@code --cert pin:NAME}. */
  public CertificatePin named(String name) {
    return pins.find(name)
        .orElseThrow(() ->
            new CommandFailure(
                "no certificate is pinned as %s: run 'sealer cert pin %s'".formatted(name, name)));
  }

  /**
   * Checks a fetched certificate against the pin, if there is one.
   *
   * @param accepted fingerprint that the user accepts beforehand; empty for none
   * @throws CommandFailure when it is not to be trusted
   */
  public void check(ControllerAddress cluster, SealingCertificate fetched, String accepted) {
    String found = fetched.fingerprint().value();
    if (!accepted.isEmpty() && !accepted.equals(found)) {
      throw new CommandFailure(
          "the certificate is %s, not the accepted %s: nothing was trusted"
              .formatted(found, accepted));
    }
    Optional<CertificatePin> pin = of(cluster);
    if (pin.isEmpty()) {
      return;
    }
    switch (PinTrust.of(pin.get().certificate(), fetched)) {
      case SAME_KEY -> {}
      case FOREIGN ->
          throw new CommandFailure(
              difference(pin.get(), fetched)
                  + "It is not newer than the pinned one, so it is not a renewal: either someone"
                  + " intercepts the connection, or the cluster was set up again. If you are sure,"
                  + " run 'sealer cert unpin "
                  + cluster.name()
                  + "' first");
      case NEWER -> confirm(pin.get(), fetched, accepted);
    }
  }

  private void confirm(CertificatePin pin, SealingCertificate fetched, String accepted) {
    if (!accepted.isEmpty()) {
      return;
    }
    String difference = difference(pin, fetched);
    String check =
        "It begins later, so it may be a renewal. Compare the fingerprint with one from a source"
            + " that you trust, such as the cluster's administrator";
    if (!console.inputIsTerminal()) {
      throw new CommandFailure(
          difference + check + ", then run again with --accept " + fetched.fingerprint().value());
    }
    console.err().println(difference + check + ".");
    String answer = console.keyboard().line("Trust it from now on? [y/N] ").strip();
    if (!answer.toLowerCase(Locale.ROOT).startsWith("y")) {
      throw new CommandFailure("the certificate was not trusted: nothing was changed");
    }
  }

  private static String difference(CertificatePin pin, SealingCertificate fetched) {
    return "the certificate %s, valid from %s, is not the pinned one of %s: %s, valid from %s. "
        .formatted(
            fetched.fingerprint().value(),
            fetched.notBefore(),
            pin.name(),
            pin.certificate().fingerprint().value(),
            pin.certificate().notBefore());
  }

  /**
   * Pins a certificate after {@link #check}.
   *
   * @return whether the pin is new or changed
   */
  public boolean pin(ControllerAddress cluster, SealingCertificate certificate, Instant now) {
    Optional<CertificatePin> before = pins.find(cluster.name());
    if (before.filter(pin -> !pin.controller().equals(cluster.controller())).isPresent()) {
      throw new CommandFailure(
          "%s is pinned for the controller %s: choose another name, as in 'sealer cert pin NAME'"
              .formatted(cluster.name(), before.get().controller()));
    }
    pins.save(
        new CertificatePin(
            cluster.name(), cluster.server(), cluster.controller(), now, certificate));
    return before
        .filter(pin -> pin.certificate().fingerprint().equals(certificate.fingerprint()))
        .isEmpty();
  }

  public List<CertificatePin> all() {
    return pins.all();
  }

  /** Forgets a pin. */
  public void unpin(String name) {
    if (!pins.remove(name)) {
      throw new CommandFailure("no certificate is pinned as " + name);
    }
  }

  /** The relation of a fetched certificate to the pinned one. */
  private enum PinTrust {
    /** Has the pinned key. */
    SAME_KEY,
    /** Another key, and begins later: may be a renewal, if the user says so. */
    NEWER,
    /** Another key, and does not begin later: never a renewal, no matter who confirms it. */
    FOREIGN;

    static PinTrust of(SealingCertificate pinned, SealingCertificate fetched) {
      if (pinned.fingerprint().equals(fetched.fingerprint())) {
        return SAME_KEY;
      }
      return fetched.notBefore().isAfter(pinned.notBefore()) ? NEWER : FOREIGN;
    }
  }
}
