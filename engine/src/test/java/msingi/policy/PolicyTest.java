package msingi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.expression.Value;
import msingi.request.Caller;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static App app(int collections) {
    String text =
        IntStream.range(0, collections)
            .mapToObj(
                it -> "  c" + it + ": { fields: { a: text, b: text }, access: { read: true } }\n")
            .collect(Collectors.joining("", "msingi: 1\nname: many\ncollections:\n", ""));
    DefinitionReader.Result result = DefinitionReader.read(Map.of("msingi.yaml", text), Map.of());
    return ((DefinitionReader.Result.Read) result).app();
  }

  private static int weight(int collections, int truths) {
    List<Value> same = Collections.nCopies(truths, Value.Null.NULL);
    return Policy.weight(same, new Policy(app(collections)).of(Caller.STRANGER).surface());
  }

  @Test
  void aSurfaceWeighsWhatItNames() {
    // A collection is four; id, a and b can be read and written.
    assertThat(weight(1, 0)).isEqualTo(1 + 4 + 3 + 3);
    assertThat(weight(20, 5)).isEqualTo(1 + 5 + 20 * 10);
  }

  @Test
  void howeverHeavySomeAreKept() {
    int most = weight(1, 2_000_000);
    assertThat(most * (long) Policy.LEAST_SURFACES).isLessThanOrEqualTo(Policy.MOST_WEIGHT);
  }
}
