package dev.sealer.testbed.aws;

import java.net.URI;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, where Docker runs. */
final class LocalStackBackend implements AwsBackend {
  /** A community image: newer ones ask for a token. */
  private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.3.0");

  private final LocalStackContainer container;

  private LocalStackBackend(LocalStackContainer container) {
    this.container = container;
  }

  static LocalStackBackend start() {
    LocalStackContainer container =
        new LocalStackContainer(IMAGE).withServices("secretsmanager", "ssm", "sts", "iam", "kms");
    container.start();
    return new LocalStackBackend(container);
  }

  @Override
  public URI uri() {
    return container.getEndpoint();
  }

  @Override
  public String name() {
    return "LocalStack";
  }

  @Override
  public void close() {
    container.close();
  }
}
