package dev.sealer.simulation.oracle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Takes the logs of the JVM: ten thousand runs would fill the console. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger root;
  private Consumer<String> follower = _ -> {};

  private LogCapture(Logger root) {
    this.root = root;
  }

  /** Starts to take what is logged at INFO and above. */
  public static LogCapture install() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(Level.INFO);
    LogCapture capture = new LogCapture(root);
    capture.setContext(context);
    capture.start();
    root.addAppender(capture);
    return capture;
  }

  /** Gives each line to {@code next} from now on, with the messages of exceptions. */
  public void follow(Consumer<String> next) {
    follower = next;
  }

  @Override
  protected void append(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
      line.append('\n').append(at.getClassName()).append(": ").append(at.getMessage());
    }
    follower.accept(line.toString());
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
