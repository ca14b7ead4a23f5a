package dev.sealer.externalsecrets.store.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Ends a response that is larger than any of AWS, before it fills the memory: 20 secrets of 64 KiB,
 * each as JSON text, are about 3 MiB.
 */
final class ResponseLimit implements ExecutionInterceptor {

  /** The largest response, in bytes. */
  static final int LARGEST = 8 << 20;

  /** Message of the exception that ends a response. */
  static final String REFUSAL =
      "the response is larger than " + (LARGEST >> 20) + " MiB; make the secret smaller";

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    return context.responseBody().map(LimitedStream::new);
  }

  private static final class LimitedStream extends FilterInputStream {

    private int left = LARGEST;

    LimitedStream(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException(REFUSAL);
      }
    }
  }
}
