package dev.sealer.crds.externalsecrets;

/** Regular expressions that several fields of the group share. */
final class Patterns {
  /** A DNS subdomain: the names of most Kubernetes objects. */
  static final String OBJECT_NAME =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A DNS label: the names of namespaces. */
  static final String NAMESPACE = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** A key of a Secret or ConfigMap. */
  static final String KEY = "^[-._a-zA-Z0-9]+$";

  /** A cron schedule of five fields, or one of the named ones. */
  static final String SCHEDULE =
      "^(@(annually|yearly|monthly|weekly|daily|midnight|hourly)|@every [^\\s]+.*"
          + "|[^\\s]+( [^\\s]+){4})$";

  private Patterns() {}
}
