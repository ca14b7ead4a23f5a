package dev.sealer.operator.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;

/** Sets Logback up from the command line; there is no configuration file to leak by. */
public final class Logs {

  /**
   * The logging settings.
   *
   * @param format text or JSON
   * @param level of our own loggers; libraries log from WARN
   * @param infoToStdout whether what is below WARN goes to standard output instead of error
   */
  public record Settings(LogFormat format, Level level, boolean infoToStdout) {}

  private Logs() {}

  /** Replaces all logging of this process. */
  public static void configure(Settings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    context.getLogger("dev.sealer").setLevel(settings.level());
    // The client library's own retries are the watches' business; it prints whole stack traces.
    context.getLogger("io.fabric8").setLevel(Level.ERROR);
    root.addAppender(console(context, settings, "System.err", true));
    root.addAppender(console(context, settings, "System.out", false));
  }

  private static ConsoleAppender<ILoggingEvent> console(
      LoggerContext context, Settings settings, String stream, boolean toError) {
    RedactingEncoder encoder = new RedactingEncoder(settings.format());
    encoder.setContext(context);
    encoder.start();
    Filter<ILoggingEvent> filter =
        new Filter<>() {
          @Override
          public FilterReply decide(ILoggingEvent event) {
            boolean severe = event.getLevel().isGreaterOrEqual(Level.WARN);
            boolean wantsError = severe || !settings.infoToStdout();
            return wantsError == toError ? FilterReply.NEUTRAL : FilterReply.DENY;
          }
        };
    filter.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget(stream);
    appender.setEncoder(encoder);
    appender.addFilter(filter);
    appender.start();
    return appender;
  }
}
