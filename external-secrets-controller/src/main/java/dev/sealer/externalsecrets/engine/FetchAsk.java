package dev.sealer.externalsecrets.engine;

import dev.sealer.kube.ObjectKey;
import java.time.Duration;

/**
 * Who asks, and how fresh the answers must be.
 *
 * @param reader the ExternalSecret, which is woken when the answers are there
 * @param urgent whether it goes ahead of others, because it is new or was changed
 * @param maxAge how old an answer may be; zero for one that is made from now on
 */
public record FetchAsk(ObjectKey reader, boolean urgent, Duration maxAge) {}
