package dev.sealer.git.jgit;

import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.RepositoryUrl;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.jspecify.annotations.Nullable;

/** Turns what JGit throws into a {@link GitFailure}; JGit tells most cases apart by text only. */
final class JGitFailures {

  private JGitFailures() {}

  static GitException of(RepositoryUrl url, Exception thrown) {
    return new GitException(classify(url, thrown), thrown);
  }

  static GitException storage(RepositoryUrl url, Exception thrown) {
    return new GitException(new GitFailure.Storage(url.shown(), reason(url, thrown)), thrown);
  }

  private static GitFailure classify(RepositoryUrl url, Exception thrown) {
    if (caused(thrown, NoRemoteRepositoryException.class)
        || caused(thrown, RepositoryNotFoundException.class)) {
      return new GitFailure.NoSuchRepository(url.shown());
    }
    String all = messages(thrown).toLowerCase(Locale.ROOT);
    if (all.contains("not authorized")
        || all.contains("authentication is required")
        || all.contains("not permitted")
        || all.contains("authentication not supported")) {
      return new GitFailure.NotAuthorised(url.shown(), reason(url, thrown));
    }
    return new GitFailure.NotReachable(url.shown(), reason(url, thrown));
  }

  private static String reason(RepositoryUrl url, Exception thrown) {
    Throwable root = thrown;
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      root = at;
    }
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    String shown = text.replace(url.connectable(), url.shown()).strip();
    return switch (root) {
      case UnknownHostException unknown -> "unknown host " + url.authority();
      case SocketTimeoutException timeout -> "no answer within the time limit";
      case InterruptedIOException timeout -> "no answer within the time limit";
      case ConnectException refused -> "connection refused by " + url.authority();
      case SSLException tls -> "TLS: " + shown;
      case CertPathBuilderException untrusted -> "TLS: " + shown;
      default -> shown.startsWith(url.shown() + ": ") ? withoutPrefix(shown, url) : shown;
    };
  }

  private static String withoutPrefix(String shown, RepositoryUrl url) {
    return shown.substring(url.shown().length() + 2);
  }

  private static boolean caused(Throwable thrown, Class<? extends Throwable> type) {
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static String messages(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      all.append(at.getMessage()).append('\n');
    }
    return all.toString();
  }
}
