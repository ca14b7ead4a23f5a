package dev.sealer.cli.launch;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * The scheme {@code http} in a process that opens no URL. The JDK's ciphers make one at their
 * start, as a placeholder, and for the first of a scheme the JDK looks for handlers in every jar of
 * the class path. That takes longer than to seal a value.
 */
final class ClosedHttpScheme {
  private ClosedHttpScheme() {}

  /** Lets such URLs be created and not be opened, from now on. May be called once. */
  static void leaveOut() {
    URL.setURLStreamHandlerFactory(scheme -> scheme.equals("http") ? new Closed() : null);
  }

  private static final class Closed extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      throw new IOException("this run opens no URL");
    }
  }
}
