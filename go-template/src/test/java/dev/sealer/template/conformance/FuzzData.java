package dev.sealer.template.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;

/** The data that random templates run over, and the cases made of both. */
final class FuzzData {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TREE =
      """
      {"a":1,"b":"two","e":"","z":0,"neg":-5,"fl":1.5,"tiny":1e-7,"t":true,"f":false,"n":null,
       "l":[1,2,3],"el":[],"mix":[1,"a",null,true,2.5,{"k":[null]}],"nested":[[1,2],["x"]],
       "m":{"x":"X","y":{"z":"deep"},"k":1},"em":{},"uni":"héllo 世界",
       "strs":{"$strings":["p","q"]},"ints":{"$ints":[3,1,2]},"by":{"$bytes":"aGV5"},
       "sm":{"$stringMap":{"k":"v","two":"2"}},"iv":{"$intValues":{"k":4}},
       "im":{"$intMap":{"3":"c","1":"a"}},"u8":{"$uint8":200},"i64":{"$int64":9},
       "c32":{"$float32":0.1},"huge":{"$uint64":18446744073709551615},
       "bin":{"$binary":"Yf/DYg=="},"nl":{"$nil":"list"},"lvl":{"$level":3},
       "p":{"$person":{"name":"Ann","age":41,"tags":["x"],"boss":{"$person":{"name":"Bob"}}}}}
      """;
  private static final List<String> MISSING = List.of("", "", "default", "zero", "error");

  private final JsonNode tree;
  private final List<FunctionShape> shapes;
  private final String library;

  /**
   * @param shapes the functions to use
   * @param library the function library that cases ask for, or empty
   */
  FuzzData(List<FunctionShape> shapes, String library) {
    this.shapes = shapes;
    this.library = library;
    try {
      this.tree = MAPPER.readTree(TREE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The case of a number: always the same one. */
  ConformanceCase make(long seed) {
    RandomGenerator random = new java.util.SplittableRandom(seed);
    ObjectNode json = MAPPER.createObjectNode();
    json.put("name", "fuzz " + seed);
    json.put("template", new TemplateGrammar(random, shapes).template());
    json.set("data", tree);
    String missing = MISSING.get(random.nextInt(MISSING.size()));
    if (!missing.isEmpty()) {
      json.put("missingkey", missing);
    }
    if (!library.isEmpty()) {
      json.put("functions", library);
    }
    return new ConformanceCase(json);
  }
}
