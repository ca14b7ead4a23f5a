package dev.sealer.crds.upstream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the tables again from the CustomResourceDefinitions that the upstream products publish.
 * Arguments: the folder with those files, and the folder of the tables.
 */
public final class SchemaTablesMain {

  /** Names of the files, without {@code .yaml}. */
  public static final List<String> DEFINITIONS =
      List.of(
          "bitnami.com_sealedsecrets",
          "external-secrets.io_externalsecrets",
          "external-secrets.io_clusterexternalsecrets",
          "external-secrets.io_secretstores",
          "external-secrets.io_clustersecretstores",
          "generators.external-secrets.io_passwords",
          "generators.external-secrets.io_uuids",
          "generators.external-secrets.io_fakes",
          "generators.external-secrets.io_ecrauthorizationtokens",
          "generators.external-secrets.io_clustergenerators",
          "argoproj.io_application",
          "argoproj.io_appproject");

  private SchemaTablesMain() {}

  /**
   * Writes one table for each definition.
   *
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    for (String name : DEFINITIONS) {
      Files.write(Path.of(arguments[1], name + ".txt"), table(Path.of(arguments[0]), name));
    }
  }

  /** Returns the table of the definition {@code name} in {@code folder}. */
  static List<String> table(Path folder, String name) throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    Path file = folder.resolve(name + ".yaml");
    return new SchemaTable().lines(yaml.readTree(file.toFile()).path("spec"));
  }
}
