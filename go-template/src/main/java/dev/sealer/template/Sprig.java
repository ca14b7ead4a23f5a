package dev.sealer.template;

import dev.sealer.template.sprig.collections.DictFunctions;
import dev.sealer.template.sprig.collections.FilterFunctions;
import dev.sealer.template.sprig.collections.FlowFunctions;
import dev.sealer.template.sprig.collections.ListFunctions;
import dev.sealer.template.sprig.crypto.AesFunctions;
import dev.sealer.template.sprig.crypto.CertificateFunctions;
import dev.sealer.template.sprig.crypto.HashFunctions;
import dev.sealer.template.sprig.crypto.PasswordFunctions;
import dev.sealer.template.sprig.crypto.RandomFunctions;
import dev.sealer.template.sprig.dates.DateFunctions;
import dev.sealer.template.sprig.json.JsonFunctions;
import dev.sealer.template.sprig.numbers.ConversionFunctions;
import dev.sealer.template.sprig.numbers.FloatFunctions;
import dev.sealer.template.sprig.numbers.WholeFunctions;
import dev.sealer.template.sprig.paths.PathFunctions;
import dev.sealer.template.sprig.paths.UrlFunctions;
import dev.sealer.template.sprig.regex.RegexFunctions;
import dev.sealer.template.sprig.strings.CaseFunctions;
import dev.sealer.template.sprig.strings.CuttingFunctions;
import dev.sealer.template.sprig.strings.EncodingFunctions;
import dev.sealer.template.sprig.strings.StringFunctions;
import dev.sealer.template.sprig.versions.VersionFunctions;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.FunctionLibrary;
import java.util.ArrayList;
import java.util.List;

/**
 * The function map of Sprig v3.3 for text templates, without {@code env}, {@code expandenv} and
 * {@code getHostByName}: a template sees no environment and no network.
 *
 * <p>go-template/docs/sprig-functions.md lists every function and where it differs.
 */
public final class Sprig {

  private static final FunctionLibrary LIBRARY = FunctionLibrary.of(functions());

  private Sprig() {}

  /** Returns all functions of this class. */
  public static FunctionLibrary library() {
    return LIBRARY;
  }

  private static List<Function> functions() {
    List<Function> all = new ArrayList<>();
    all.addAll(StringFunctions.all());
    all.addAll(CuttingFunctions.all());
    all.addAll(CaseFunctions.all());
    all.addAll(EncodingFunctions.all());
    all.addAll(ConversionFunctions.all());
    all.addAll(WholeFunctions.all());
    all.addAll(FloatFunctions.all());
    all.addAll(ListFunctions.all());
    all.addAll(FilterFunctions.all());
    all.addAll(DictFunctions.all());
    all.addAll(FlowFunctions.all());
    all.addAll(JsonFunctions.all());
    all.addAll(PathFunctions.all());
    all.addAll(RegexFunctions.all());
    all.addAll(VersionFunctions.all());
    all.addAll(DateFunctions.all());
    all.addAll(UrlFunctions.all());
    all.addAll(HashFunctions.all());
    all.addAll(RandomFunctions.all());
    all.addAll(PasswordFunctions.all());
    all.addAll(AesFunctions.all());
    all.addAll(CertificateFunctions.all());
    return all;
  }
}
