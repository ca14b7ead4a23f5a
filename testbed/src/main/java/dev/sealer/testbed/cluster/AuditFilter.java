package dev.sealer.testbed.cluster;

import java.util.Objects;
import java.util.function.Predicate;

/** Chooses audit entries: {@code AuditFilter.writes().resource("secrets").user("…")}. */
public final class AuditFilter implements Predicate<AuditEntry> {
  private final Predicate<AuditEntry> test;

  private AuditFilter(Predicate<AuditEntry> test) {
    this.test = test;
  }

  /** Every entry. */
  public static AuditFilter any() {
    return new AuditFilter(entry -> true);
  }

  /** Accepts every write except dry runs, regardless of its outcome. */
  public static AuditFilter writes() {
    return new AuditFilter(AuditEntry::isWrite);
  }

  /** Only this verb. */
  public AuditFilter verb(String verb) {
    return and(verb, AuditEntry::verb);
  }

  /** Only this API group; empty for the core group. */
  public AuditFilter group(String group) {
    return and(group, AuditEntry::group);
  }

  /** Only this plural resource name. */
  public AuditFilter resource(String resource) {
    return and(resource, AuditEntry::resource);
  }

  /** Only this subresource; empty for the object itself. */
  public AuditFilter subresource(String subresource) {
    return and(subresource, AuditEntry::subresource);
  }

  /** Only this namespace. */
  public AuditFilter namespace(String namespace) {
    return and(namespace, AuditEntry::namespace);
  }

  /** Only this object name. */
  public AuditFilter name(String name) {
    return and(name, AuditEntry::name);
  }

  /** Only this user. */
  public AuditFilter user(String user) {
    return and(user, AuditEntry::user);
  }

  /** Only this service account. */
  public AuditFilter serviceAccount(String namespace, String name) {
    return user("system:serviceaccount:" + namespace + ":" + name);
  }

  /** Only this HTTP status. */
  public AuditFilter code(int code) {
    return and(code, AuditEntry::code);
  }

  /** Only dry runs, or only real requests. */
  public AuditFilter dryRun(boolean dryRun) {
    return and(dryRun, AuditEntry::dryRun);
  }

  @Override
  public boolean test(AuditEntry entry) {
    return test.test(entry);
  }

  private AuditFilter and(Object wanted, java.util.function.Function<AuditEntry, Object> part) {
    return new AuditFilter(test.and(entry -> Objects.equals(part.apply(entry), wanted)));
  }
}
