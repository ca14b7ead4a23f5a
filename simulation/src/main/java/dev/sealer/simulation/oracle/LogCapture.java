package dev.sealer.simulation.oracle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Takes the logs of the JVM: ten thousand runs would fill the console. It is also what keeps runs
 * apart: a simulated thread that waits for the lock of the console and is then killed would hold
 * that lock for all runs after it.
 */
public final class LogCapture extends UnsynchronizedAppenderBase<ILoggingEvent>
    implements AutoCloseable {

  private final Logger root;
  private final Logger ours;
  private final Level formerLevel;
  private final List<Appender<ILoggingEvent>> formerAppenders = new ArrayList<>();
  private Consumer<String> follower = _ -> {};

  private LogCapture(Logger root) {
    this.root = root;
    this.ours = root.getLoggerContext().getLogger("dev.sealer");
    this.formerLevel = root.getLevel();
    root.iteratorForAppenders().forEachRemaining(formerAppenders::add);
  }

  /** Starts to take what is logged at INFO and above. */
  public static LogCapture install() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    LogCapture capture = new LogCapture(root);
    capture.formerAppenders.forEach(root::detachAppender);
    root.setLevel(Level.INFO);
    capture.setContext(context);
    capture.start();
    root.addAppender(capture);
    return capture;
  }

  /** Gives each line to {@code next} from now on, with the messages of exceptions. */
  public void follow(Consumer<String> next) {
    follower = next;
  }

  /** Takes our own lines of level DEBUG, and those of libraries from WARN, as the operator does. */
  public void debug() {
    root.setLevel(Level.WARN);
    ours.setLevel(Level.DEBUG);
  }

  @Override
  protected void append(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
      line.append('\n').append(at.getClassName()).append(": ").append(at.getMessage());
    }
    follower.accept(line.toString());
  }

  /** Stops, and leaves logging as it was before. */
  @Override
  public void close() {
    root.detachAppender(this);
    stop();
    formerAppenders.forEach(root::addAppender);
    root.setLevel(formerLevel);
    ours.setLevel(null);
  }
}
