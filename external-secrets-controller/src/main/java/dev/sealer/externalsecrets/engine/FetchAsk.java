package dev.sealer.externalsecrets.engine;

import dev.sealer.kube.ObjectKey;
import java.time.Duration;

/**
 * Names the reader of values, and says how fresh they must be.
 *
 * @param reader the ExternalSecret, which is enqueued when the answers have arrived
 * @param version of the reader; a new version that wants new answers does not get those that an
 *     earlier version waited for
 * @param urgent whether it is read before others, because it is new or was changed
 * @param maxAge age up to which an earlier answer is good enough; zero for one that is read from
 *     now on
 */
public record FetchAsk(ObjectKey reader, String version, boolean urgent, Duration maxAge) {
  boolean wantsNew() {
    return maxAge.isZero();
  }
}
