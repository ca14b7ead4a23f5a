package dev.sealer.cli.backup.plan;

import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.unseal.AnyLabelUnsealer;
import dev.sealer.sealing.unseal.AnyLabelUnsealer.Opener;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key of a backup that unseals a value. Each distinct ciphertext is opened once, however
 * many files and branches hold it. Safe for use by several threads.
 */
public final class BackupUnsealer {

  private final Unsealer unsealer;
  private final AnyLabelUnsealer anyLabel;
  private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
  private volatile @Nullable KeyFingerprint last;

  /** The result for one sealed value. */
  public sealed interface Verdict {}

  /** A key of the backup opens it. */
  public record Opened(Opener by) implements Verdict {}

  /**
   * No key of the backup opens it.
   *
   * @param reason one line
   */
  public record NotOpened(String reason) implements Verdict {}

  /** Opens with these keys. */
  public BackupUnsealer(KeyRing ring, PrivateKeyOperation operation) {
    this.unsealer = new Unsealer(ring, operation);
    this.anyLabel = new AnyLabelUnsealer(ring);
  }

  /** Returns how many distinct ciphertexts were tried. */
  public int distinct() {
    return verdicts.size();
  }

  /** Tries one item of an object. */
  public Verdict open(RepositorySealedSecret object, String ciphertext) {
    return verdicts.computeIfAbsent(ciphertext, text -> decide(object, text));
  }

  /** Returns whether an item that opens was sealed for the place that its file says. */
  public static boolean isInPlace(RepositorySealedSecret object, Opened opened) {
    return !object.id().isComplete() || opened.by().sealedFor(object.id().labelToTry());
  }

  private Verdict decide(RepositorySealedSecret object, String ciphertext) {
    return switch (SealedItem.parseBase64(ciphertext)) {
      case ParsedItem.Malformed(var _, String detail) -> new NotOpened(detail);
      case ParsedItem.Parsed(SealedItem item) ->
          opener(object, item)
              .<Verdict>map(opener -> {
                last = opener.key();
                return new Opened(opener);
              })
              .orElseGet(() -> new NotOpened("no key of the backup opens it"));
    };
  }

  private Optional<Opener> opener(RepositorySealedSecret object, SealedItem item) {
    if (object.id().isComplete()
        && unsealer.unseal(item, object.id().labelToTry(), last)
            instanceof UnsealResult.Unsealed opened) {
      try (opened) {
        return Optional.of(
            new Opener(opened.openedBy(), AnyLabelUnsealer.hash(object.id().labelToTry())));
      }
    }
    return anyLabel.openerOf(item);
  }
}
