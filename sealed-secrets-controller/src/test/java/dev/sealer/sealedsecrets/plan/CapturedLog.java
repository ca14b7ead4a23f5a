package dev.sealer.sealedsecrets.plan;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** What was logged while it was open: the last ten thousand lines at any level. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final int KEPT = 10_000;
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger("dev.sealer");

  private final Deque<String> lines = new ArrayDeque<>();
  private final Level before = ROOT.getLevel();

  /** Captures from now on, and keeps the lines off the console. */
  public CapturedLog() {
    setContext(ROOT.getLoggerContext());
    start();
    ROOT.setLevel(Level.TRACE);
    ROOT.setAdditive(false);
    ROOT.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    synchronized (lines) {
      lines.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
      if (lines.size() > KEPT) {
        lines.remove();
      }
    }
  }

  /** All lines. */
  public String text() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  @Override
  public void close() {
    ROOT.detachAppender(this);
    ROOT.setAdditive(true);
    ROOT.setLevel(before);
  }
}
