package dev.sealer.externalsecrets.provider;

import java.time.Duration;
import java.util.List;

/**
 * Something that a store needs to log in, as a value. It can be read again at any time, so that a
 * session can renew its login. {@link CredentialScope} decides which namespace is meant.
 */
public sealed interface CredentialNeed {

  /** Returns the path in the store object, for messages and to find the value by. */
  String field();

  /** Returns the namespace; empty if it is the ExternalSecret's (referent). */
  String namespace();

  /** Returns the name of the object that is read. */
  String name();

  /** Returns this need, in the given namespace if it names none itself. */
  CredentialNeed in(String referentNamespace);

  /** Returns whether the ExternalSecret's namespace decides which object is meant. */
  default boolean referent() {
    return namespace().isEmpty();
  }

  /**
   * A key of a Secret.
   *
   * @param key in its data
   */
  record SecretKey(String field, String namespace, String name, String key)
      implements CredentialNeed {
    @Override
    public SecretKey in(String referentNamespace) {
      return referent() ? new SecretKey(field, referentNamespace, name, key) : this;
    }
  }

  /**
   * A key of a ConfigMap.
   *
   * @param key in its data
   */
  record ConfigMapKey(String field, String namespace, String name, String key)
      implements CredentialNeed {
    @Override
    public ConfigMapKey in(String referentNamespace) {
      return referent() ? new ConfigMapKey(field, referentNamespace, name, key) : this;
    }
  }

  /**
   * An annotation of a ServiceAccount.
   *
   * @param annotation its name
   * @param required whether the store cannot be opened without it
   */
  record ServiceAccountAnnotation(
      String field, String namespace, String name, String annotation, boolean required)
      implements CredentialNeed {
    @Override
    public ServiceAccountAnnotation in(String referentNamespace) {
      return referent()
          ? new ServiceAccountAnnotation(field, referentNamespace, name, annotation, required)
          : this;
    }
  }

  /**
   * A new token of a ServiceAccount. It is not among the {@link Credentials} that a store is opened
   * with: a session asks {@link CredentialSource} for one whenever it logs in.
   *
   * @param audiences of the token; the API server's own are refused
   * @param lifetime of the token, at least ten minutes
   */
  record ServiceAccountToken(
      String field, String namespace, String name, List<String> audiences, Duration lifetime)
      implements CredentialNeed {
    /** Copies the audiences. */
    public ServiceAccountToken {
      audiences = List.copyOf(audiences);
    }

    @Override
    public ServiceAccountToken in(String referentNamespace) {
      return referent()
          ? new ServiceAccountToken(field, referentNamespace, name, audiences, lifetime)
          : this;
    }

    /** Returns this need with other audiences. */
    public ServiceAccountToken withAudiences(List<String> others) {
      return new ServiceAccountToken(field, namespace, name, others, lifetime);
    }
  }
}
