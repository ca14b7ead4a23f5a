package dev.sealer.externalsecrets.stores;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exception that a store's client should have turned into an answer. Its message may quote a
 * value or a credential, so it is shown nowhere: the log names the class and the place in the code.
 */
public final class StoreFault {

  private static final Logger LOG = LoggerFactory.getLogger(StoreFault.class);
  private static final int PLACES = 8;

  private StoreFault() {}

  /** Logs where it came from, and returns a sentence for a status that is the same at every try. */
  public static String cause(Throwable fault) {
    String name = fault.getClass().getSimpleName();
    if (LOG.isWarnEnabled()) {
      LOG.warn(
          "the client of a store failed with {}: {}",
          name,
          Arrays.stream(fault.getStackTrace())
              .limit(PLACES)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining(" < ")));
    }
    return "the client of the store failed with " + name + "; the controller's log says where";
  }
}
