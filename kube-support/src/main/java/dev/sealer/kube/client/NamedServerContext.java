package dev.sealer.kube.client;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Talks TLS to a server under another name than the URL's: that name is asked for, and the
 * certificate must have it. The JDK's HTTP client has no such setting.
 */
final class NamedServerContext extends SSLContext {

  NamedServerContext(SSLContext trusting, String serverName) {
    super(new Engines(trusting, serverName), trusting.getProvider(), trusting.getProtocol());
  }

  private static final class Engines extends SSLContextSpi {
    private final SSLContext trusting;
    private final String serverName;

    private Engines(SSLContext trusting, String serverName) {
      this.trusting = trusting;
      this.serverName = serverName;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return new NamedServerEngine(trusting.createSSLEngine(serverName, port), serverName);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      throw new UnsupportedOperationException("an engine without a server");
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("initialized already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      throw new UnsupportedOperationException("sockets would not check the name");
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw new UnsupportedOperationException("not a server");
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return trusting.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return trusting.getClientSessionContext();
    }
  }
}
