package dev.sealer.testbed.aws;

import java.net.URI;

/** A server that stands for AWS. */
sealed interface AwsBackend extends AutoCloseable permits MotoBackend, LocalStackBackend {
  /** Its root URL, without a slash at its end. */
  URI uri();

  /** Its name, for messages. */
  String name();

  @Override
  void close();
}
