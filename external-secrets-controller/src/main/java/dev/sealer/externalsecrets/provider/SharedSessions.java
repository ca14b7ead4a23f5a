package dev.sealer.externalsecrets.provider;

import dev.sealer.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Shares open sessions between the stores of one provider that log in in the same way, so that many
 * stores with the same credentials cost one login. A session is closed with its last user. Safe for
 * use by several threads.
 *
 * @param <S> the session of a provider
 */
public final class SharedSessions<S extends AutoCloseable> {
  private static final String HMAC = "HmacSHA256";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Shared<S>> sessions = new HashMap<>();
  private final SecretKey key;

  /** Holds no session yet. */
  public SharedSessions() {
    try {
      this.key = KeyGenerator.getInstance(HMAC).generateKey();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static final class Shared<S> {
    private final S session;
    private int users;

    Shared(S session) {
      this.session = session;
    }
  }

  /** A share of a session. Closing it twice has no effect. */
  public final class Lease implements AutoCloseable {
    private final String place;
    private final S session;
    private boolean closed;

    private Lease(String place, S session) {
      this.place = place;
      this.session = session;
    }

    /** Returns the session, which stays open until this is closed. */
    public S session() {
      return session;
    }

    @Override
    public void close() {
      if (giveBack(this)) {
        try {
          session.close();
        } catch (Exception e) {
          throw new IllegalStateException("a session cannot be closed", e);
        }
      }
    }
  }

  /**
   * Returns a share of the session with these credentials, which is opened if there is none.
   *
   * @param scope everything else that tells sessions apart, such as endpoint and role; not secret
   * @param credentials in a fixed order; only a keyed hash of them is kept
   * @param open makes the session, without a call to the provider
   */
  public Lease lease(String scope, List<SecretBytes> credentials, Supplier<S> open) {
    String place = place(scope, credentials);
    lock.lock();
    try {
      Shared<S> shared = sessions.get(place);
      if (shared == null) {
        shared = new Shared<>(open.get());
        sessions.put(place, shared);
      }
      shared.users++;
      return new Lease(place, shared.session);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the session has no user any more. */
  private boolean giveBack(Lease lease) {
    lock.lock();
    try {
      Shared<S> shared = sessions.get(lease.place);
      if (lease.closed || shared == null) {
        return false;
      }
      lease.closed = true;
      shared.users--;
      if (shared.users > 0) {
        return false;
      }
      sessions.remove(lease.place);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Each part is preceded by its length, so that no two lists of parts have the same hash. */
  private String place(String scope, List<SecretBytes> credentials) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      add(mac, scope.getBytes(StandardCharsets.UTF_8));
      for (SecretBytes credential : credentials) {
        boolean _ = credential.<Boolean>reveal(bytes -> add(mac, bytes));
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a generated key is valid", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static boolean add(Mac mac, byte[] part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    mac.update(part);
    return true;
  }
}
