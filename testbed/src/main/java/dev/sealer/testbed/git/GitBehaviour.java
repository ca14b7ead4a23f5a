package dev.sealer.testbed.git;

/** The ways in which the server treats requests. */
public enum GitBehaviour {
  /** Answers. */
  NORMAL,
  /** 401, whatever the credentials. */
  UNAUTHORIZED,
  /** 403. */
  FORBIDDEN,
  /** 429 with Retry-After. */
  RATE_LIMITED,
  /** 502, as from a proxy in front of a host that is down. */
  BAD_GATEWAY,
  /** No answer until the behaviour changes. */
  HANGING,
  /** Closes the connection without an answer. */
  DISCONNECTING,
  /** Starts an answer and breaks off half way. */
  TRUNCATING
}
