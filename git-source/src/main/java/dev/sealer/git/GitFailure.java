package dev.sealer.git;

/** Why Git could not answer. Every {@link #message} is one line: what, where, what to do next. */
public sealed interface GitFailure {

  /** One line for a user. */
  String message();

  private static String tooBig(String url, String path, String limit) {
    return "directory "
        + (path.isEmpty() ? "." : path)
        + " of repository "
        + url
        + " holds more than "
        + limit
        + "; point the application at a smaller directory";
  }

  /** The URL is not one that can be read. */
  record UnusableUrl(String url, String reason) implements GitFailure {
    @Override
    public String message() {
      return "repository URL " + url + " cannot be used: " + reason;
    }
  }

  /** No answer, or not the answer of a Git server. */
  record NotReachable(String url, String reason) implements GitFailure {
    @Override
    public String message() {
      return "repository " + url + " is not reachable: " + reason;
    }
  }

  /** The server wants other credentials. */
  record NotAuthorised(String url, String reason) implements GitFailure {
    @Override
    public String message() {
      return "repository "
          + url
          + " refused the credentials: "
          + reason
          + "; check the Secret labelled argocd.argoproj.io/secret-type=repository for this URL";
    }
  }

  /** The repository is read with credentials, and they could be read on the way. */
  record CredentialsWithoutTls(String url) implements GitFailure {
    @Override
    public String message() {
      return "repository "
          + url
          + " is not read: its credentials would be sent without TLS; use an https URL, or allow it"
          + " with --git-credentials-without-tls";
    }
  }

  /** The server sends us to another server, or from HTTPS to HTTP. */
  record RedirectedElsewhere(String url, String server) implements GitFailure {
    @Override
    public String message() {
      return "repository "
          + url
          + " redirects to "
          + server
          + ", which is not followed; write the new URL into the Application";
    }
  }

  /** The repository's Secret or TLS authorities cannot be used. */
  record UnusableAccess(String url, String reason) implements GitFailure {
    @Override
    public String message() {
      return "repository " + url + " is not read: " + reason;
    }
  }

  /** The server answers, and has no repository there (or hides it from these credentials). */
  record NoSuchRepository(String url) implements GitFailure {
    @Override
    public String message() {
      return "there is no repository at " + url + ", or these credentials may not see it";
    }
  }

  /** The repository has no such branch, tag or commit. */
  record NoSuchRevision(String url, String revision) implements GitFailure {
    @Override
    public String message() {
      return "repository "
          + url
          + " has no branch, tag or commit "
          + revision
          + "; check targetRevision";
    }
  }

  /** Several commits begin with these digits. */
  record AmbiguousRevision(String url, String revision, int candidates) implements GitFailure {
    @Override
    public String message() {
      return "revision "
          + revision
          + " of repository "
          + url
          + " is the beginning of "
          + candidates
          + " commits; write more digits";
    }
  }

  /** The commit has no directory there. */
  record NoSuchPath(String url, String sha, String path) implements GitFailure {
    @Override
    public String message() {
      return "commit " + sha + " of repository " + url + " has no directory " + path;
    }
  }

  /** A path with {@code ..} or a leading slash that would leave the repository. */
  record PathOutsideRepository(String url, String path) implements GitFailure {
    @Override
    public String message() {
      return "path " + path + " leaves repository " + url;
    }
  }

  /** A symbolic link that cannot be followed inside the commit. */
  record BadSymlink(String url, String path, String target, String reason) implements GitFailure {
    @Override
    public String message() {
      return "symbolic link "
          + path
          + " -> "
          + target
          + " in repository "
          + url
          + " is refused: "
          + reason;
    }
  }

  /** An entry whose name no file system may be given. */
  record BadName(String url, String path) implements GitFailure {
    @Override
    public String message() {
      return "a tree of repository "
          + url
          + " has an entry in "
          + (path.isEmpty() ? "." : path)
          + " whose name is empty, \".\", \"..\" or \".git\" or holds a slash; no file can have"
          + " that name, so nothing is read";
    }
  }

  /** Directories in each other, or a path, beyond what any file system takes. */
  record TooDeep(String url, String path, int levels, int characters) implements GitFailure {
    @Override
    public String message() {
      return tooBig(
          url, path, levels + " directories in each other, or a path of " + characters + " bytes");
    }
  }

  /** More entries than are read into memory. */
  record TooManyFiles(String url, String path, int limit) implements GitFailure {
    @Override
    public String message() {
      return tooBig(url, path, limit + " files");
    }
  }

  /** More bytes than are read into memory. */
  record TooLarge(String url, String path, long limitBytes) implements GitFailure {
    @Override
    public String message() {
      return tooBig(url, path, limitBytes + " bytes");
    }
  }

  /** The local copy could not be read or written. */
  record Storage(String url, String reason) implements GitFailure {
    @Override
    public String message() {
      return "the local copy of repository " + url + " cannot be used: " + reason;
    }
  }
}
