package dev.sealer.cli.certificate;

import dev.sealer.cli.failure.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Gets a certificate over HTTP, through the proxy of the environment. */
final class CertificateDownload {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;

  private CertificateDownload() {}

  static byte[] get(URI url) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .proxy(ProxySelector.getDefault())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build()) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(url)
                  .timeout(PATIENCE)
                  .header("Accept", "application/x-pem-file, */*")
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != OK) {
        throw new CommandFailure("cannot fetch \"" + url + "\": " + answer.statusCode());
      }
      return answer.body();
    } catch (ConnectException e) {
      throw new CommandFailure("Get \"" + url + "\": connection refused", e);
    } catch (IOException e) {
      throw new CommandFailure("Get \"" + url + "\": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Get \"" + url + "\": interrupted", e);
    }
  }
}
