package dev.sealer.cli.certificates;

import dev.sealer.cli.io.AtomicFile;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.StateDirectory;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's pins: a file for each below {@code certificates} in the state directory. */
public final class PinStore {
  private static final String ENDING = ".json";

  private final Optional<Path> folder;

  private PinStore(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Returns the pins of the user whose environment this is. */
  public static PinStore of(Map<String, String> environment) {
    return new PinStore(StateDirectory.of(environment).map(state -> state.resolve("certificates")));
  }

  /**
   * Returns the pin of that name.
   *
   * @throws CommandFailure when its file is damaged: what was trusted is then unknown
   */
  public Optional<CertificatePin> find(String name) {
    return folder
        .map(below -> below.resolve(fileName(name)))
        .filter(Files::exists)
        .map(PinStore::read);
  }

  /** Returns all pins, by the names of their files. */
  public List<CertificatePin> all() {
    List<CertificatePin> pins = new ArrayList<>();
    if (folder.filter(Files::isDirectory).isPresent()) {
      try (Stream<Path> files = Files.list(folder.get())) {
        files
            .filter(file -> file.toString().endsWith(ENDING))
            .sorted()
            .forEach(file -> pins.add(read(file)));
      } catch (IOException e) {
        throw new CommandFailure("open " + folder.get() + ": " + FileText.cause(e), e);
      }
    }
    return pins;
  }

  /** Keeps a pin, in place of the one of the same name. */
  public void save(CertificatePin pin) {
    Path below =
        folder.orElseThrow(() ->
            new CommandFailure(
                "cannot store pins: neither XDG_STATE_HOME nor HOME names a directory; set one of them"));
    try {
      StateDirectory.create(below);
    } catch (IOException e) {
      throw new CommandFailure("cannot create " + below + ": " + FileText.cause(e), e);
    }
    AtomicFile.write(
        below.resolve(fileName(pin.name())).toString(),
        KubeYaml.toPrettyJson(pin.toJson()).getBytes(StandardCharsets.UTF_8));
  }

  /** Forgets a pin; whether there was one. */
  public boolean remove(String name) {
    try {
      return folder.isPresent() && Files.deleteIfExists(folder.get().resolve(fileName(name)));
    } catch (IOException e) {
      throw new CommandFailure("cannot remove the pin " + name + ": " + FileText.cause(e), e);
    }
  }

  private static CertificatePin read(Path file) {
    try {
      return CertificatePin.ofJson(
          KubeYaml.readDocument(FileText.read(file.toString()), file.toString()).content());
    } catch (CommandFailure e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CommandFailure(
          file + ": not a pin; delete the file and pin the certificate again", e);
    }
  }

  private static String fileName(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8) + ENDING;
  }
}
