import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes what an image needs besides the jars, without a base image: {@code java ImageRoot.java
 * PROJECT MODULE}.
 *
 * <ul>
 *   <li>{@code target/image/system}: the C library, from pinned Debian packages
 *       (image/packages.txt)
 *   <li>{@code target/image/runtime}: a Java runtime by jlink, of the JDK that runs this program
 *   <li>{@code target/image/tools}: kustomize and helm, as the testbed builds them from their Go
 *       modules
 *   <li>{@code MODULE/target/image}: licence and SBOM (CycloneDX), with the system packages added
 * </ul>
 *
 * <p>The first three are shared by all images and made once. A folder of Debian packages can be
 * given by {@code SEALER_DEBIAN_PACKAGES}, for builds without a network; every package is checked
 * against its pinned digest.
 */
final class ImageRoot {

  private static final String MODULES =
      "java.base,java.instrument,java.logging,java.management,java.naming,java.net.http,"
          + "java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.cryptoki,jdk.httpserver,"
          + "jdk.management,jdk.net,jdk.security.auth,jdk.unsupported,jdk.zipfs";

  private final Path project;
  private final Path target;

  private ImageRoot(Path project) {
    this.project = project;
    this.target = project.resolve("target/image");
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    ImageRoot image = new ImageRoot(project);
    List<DebianPackage> packages = DebianPackage.read(project.resolve("image/packages.txt"));
    Path lock = Files.createDirectories(project.resolve("target")).resolve("image.lock");
    // Maven builds several modules at a time, and the folders are shared.
    try (FileChannel alone =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      alone.lock();
      image.system(packages);
      image.runtime();
      List<Tool> tools = image.tools();
      image.metadata(Path.of(arguments[1]).toAbsolutePath(), packages, tools);
    }
  }

  /** A package of packages.txt, and which of its files the image has. */
  private record DebianPackage(
      String name, String version, String sha256, String pool, List<String> files) {

    private static final String MIRROR = "mirror ";

    /** Returns the addresses that the packages can be fetched from, the first one first. */
    static List<String> mirrors(Path list) throws IOException {
      return Files.readAllLines(list).stream()
          .filter(line -> line.startsWith(MIRROR))
          .map(line -> line.substring(MIRROR.length()))
          .toList();
    }

    static List<DebianPackage> read(Path list) throws IOException {
      List<DebianPackage> packages = new ArrayList<>();
      for (String line : Files.readAllLines(list)) {
        if (line.startsWith("  ")) {
          packages.getLast().files().add(line.strip());
        } else if (!line.startsWith("#") && !line.startsWith(MIRROR) && !line.isBlank()) {
          String[] word = line.split(" ");
          packages.add(new DebianPackage(word[0], word[1], word[2], word[3], new ArrayList<>()));
        }
      }
      return packages;
    }

    String fileName() {
      return pool.substring(pool.lastIndexOf('/') + 1);
    }

    String purl() {
      return "pkg:deb/debian/" + name + "@" + version + "?arch=amd64&distro=debian-12";
    }
  }

  /** A program that is not Java. */
  private record Tool(String name, String version, String module, Path built) {}

  private void system(List<DebianPackage> packages) throws IOException, InterruptedException {
    Path system = target.resolve("system");
    if (isMade(system)) {
      return;
    }
    for (DebianPackage wanted : packages) {
      Path unpacked = Files.createTempDirectory("sealer-image-");
      run(List.of("dpkg-deb", "-R", download(wanted).toString(), unpacked.toString()));
      for (String file : wanted.files()) {
        // A link of a package may be absolute; it counts from the package's own root.
        Path source = unpacked.resolve(file);
        if (Files.isSymbolicLink(source)) {
          Path link = Files.readSymbolicLink(source);
          source =
              link.isAbsolute()
                  ? unpacked.resolve(link.toString().substring(1))
                  : source.resolveSibling(link);
        }
        copy(source.toRealPath(), system.resolve(file));
      }
      // As in distroless images: scanners find the packages here.
      copy(
          unpacked.resolve("DEBIAN/control"),
          system.resolve("var/lib/dpkg/status.d/" + wanted.name()));
      delete(unpacked);
    }
    write(system, "etc/passwd", "sealer:x:65532:65532:sealer:/tmp:/sbin/nologin\n");
    write(system, "etc/group", "sealer:x:65532:\n");
    write(system, "etc/nsswitch.conf", "hosts: files dns\n");
    write(
        system,
        "etc/os-release",
        "PRETTY_NAME=\"Sealer, with libraries of Debian 12\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nID=debian\n");
    Files.createDirectories(system.resolve("tmp"));
    made(system);
  }

  private Path download(DebianPackage wanted) throws IOException {
    String given = System.getenv("SEALER_DEBIAN_PACKAGES");
    Path folder = given == null ? cache("image") : Path.of(given);
    Path file = folder.resolve(wanted.fileName());
    if (given == null && !Files.exists(file)) {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, "draft-", ".deb");
      fetch(wanted.pool(), draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    String digest = sha256(file);
    if (!digest.equals(wanted.sha256())) {
      throw new IOException(file + ": digest is " + digest + ", pinned is " + wanted.sha256());
    }
    return file;
  }

  private void fetch(String pool, Path file) throws IOException {
    IOException last = null;
    for (String mirror : DebianPackage.mirrors(project.resolve("image/packages.txt"))) {
      try (InputStream in = URI.create(mirror + pool).toURL().openStream()) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException(
        "cannot download " + pool + "; set SEALER_DEBIAN_PACKAGES to a folder that has it", last);
  }

  private void runtime() throws IOException, InterruptedException {
    Path java = target.resolve("runtime/opt/java");
    if (isMade(target.resolve("runtime"))) {
      return;
    }
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
            "--add-modules",
            MODULES,
            "--strip-java-debug-attributes",
            "--strip-native-commands",
            "--no-header-files",
            "--no-man-pages",
            "--compress",
            "zip-6",
            "--output",
            java.toString()));
    // The launcher is the one native command that the image needs.
    copy(Path.of(System.getProperty("java.home"), "bin", "java"), java.resolve("bin/java"));
    made(target.resolve("runtime"));
  }

  private List<Tool> tools() throws IOException {
    Path folder = target.resolve("tools/usr/local/bin");
    List<Tool> tools =
        List.of(
            tool("kustomize", "sigs.k8s.io/kustomize/kustomize/v5"),
            tool("helm", "helm.sh/helm/v3"));
    for (Tool tool : tools) {
      Path file = folder.resolve(tool.name());
      // The image of another module may be reading it.
      if (!Files.exists(file) || Files.mismatch(tool.built(), file) >= 0) {
        copy(tool.built(), file);
      }
    }
    return tools;
  }

  /** Finds what the testbed built; the newest, if there are several. */
  private Tool tool(String name, String module) throws IOException {
    String version =
        Files.readAllLines(project.resolve("testbed/tools/" + name + "/go.mod")).stream()
            .map(line -> line.replaceFirst("^require ", "").strip())
            .filter(line -> line.startsWith(module + " "))
            .map(line -> line.split(" ")[1])
            .findFirst()
            .orElseThrow(() -> new IOException("testbed/tools/" + name + "/go.mod: no " + module));
    try (Stream<Path> entries = Files.list(cache("testbed"))) {
      Optional<Path> built =
          entries
              .map(entry -> entry.resolve(name))
              .filter(Files::isExecutable)
              .max((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()));
      return new Tool(
          name,
          version,
          module,
          built.orElseThrow(() ->
              new IOException(name + " is not built; run mvn -Dtestbed.tools=all test-compile")));
    }
  }

  private void metadata(Path module, List<DebianPackage> packages, List<Tool> tools)
      throws IOException {
    Path folder = module.resolve("target/image");
    Path share = folder.resolve("usr/share/sealer");
    Files.createDirectories(share);
    copy(project.resolve("LICENSE"), share.resolve("LICENSE"));
    List<String> components = new ArrayList<>();
    for (DebianPackage p : packages) {
      components.add(component("operating-system", p.name(), p.version(), p.purl(), p.files()));
    }
    String jdk = Runtime.version().toString();
    components.add(
        component(
            "platform",
            "temurin-jre",
            jdk,
            "pkg:generic/temurin-jre@" + jdk.replace("+", "%2B"),
            List.of("opt/java")));
    if (module.endsWith("operator")) {
      for (Tool tool : tools) {
        components.add(
            component(
                "application",
                tool.name(),
                tool.version(),
                "pkg:golang/" + tool.module() + "@" + tool.version(),
                List.of("usr/local/bin/" + tool.name())));
      }
    }
    String bom = Files.readString(module.resolve("target/sbom.json"));
    // The one at the top; the tools that made the list have a list of components too.
    String start = "\n  \"components\" : [";
    if (!bom.contains(start)) {
      throw new IOException(module + "/target/sbom.json: no list of components");
    }
    Files.writeString(
        share.resolve("sbom.json"),
        bom.replaceFirst(
            Pattern.quote(start),
            Matcher.quoteReplacement(start + "\n" + String.join(",\n", components) + ",")));
  }

  private static String component(
      String type, String name, String version, String purl, List<String> files) {
    List<String> occurrences =
        files.stream().map(file -> "{ \"location\" : \"/" + file + "\" }").toList();
    return """
    {
      "type" : "%s",
      "bom-ref" : "%s",
      "name" : "%s",
      "version" : "%s",
      "purl" : "%s",
      "evidence" : { "occurrences" : [ %s ] }
    }\
    """
        .formatted(
            type.equals("operating-system") ? "library" : type,
            purl,
            name,
            version,
            purl,
            String.join(", ", occurrences));
  }

  private static Path cache(String part) {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("sealer").resolve(part);
  }

  /** A folder that is complete has a marker next to it, with what it was made from. */
  private boolean isMade(Path folder) throws IOException {
    Path marker = marker(folder);
    if (Files.exists(marker) && Files.readString(marker).equals(inputs())) {
      return true;
    }
    delete(folder);
    Files.deleteIfExists(marker);
    return false;
  }

  private void made(Path folder) throws IOException {
    Files.writeString(marker(folder), inputs());
  }

  private static Path marker(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".made");
  }

  private String inputs() throws IOException {
    return sha256(project.resolve("image/packages.txt"))
        + "\n"
        + sha256(project.resolve("image/ImageRoot.java"))
        + "\n"
        + System.getProperty("java.home")
        + " "
        + Runtime.version()
        + "\n";
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(Path folder, String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)))
          .toLowerCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
