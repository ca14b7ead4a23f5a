package dev.sealer.kube.apply;

/** The result of a delete. */
public sealed interface DeleteResult
    permits DeleteResult.Deleted,
        DeleteResult.AlreadyGone,
        WriteResult.Stale,
        WriteResult.Refused,
        WriteResult.Unreachable {

  /** It is deleted, or marked so while finalizers run. */
  record Deleted() implements DeleteResult {}

  /** There was no such object. */
  record AlreadyGone() implements DeleteResult {}
}
