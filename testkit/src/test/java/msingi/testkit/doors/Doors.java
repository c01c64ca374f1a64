package msingi.testkit.doors;

import java.util.List;
import java.util.Map;
import msingi.testkit.scenario.Running;

/** All doors of a server, for one caller. */
public record Doors(List<Door> all) implements AutoCloseable {
  public Doors {
    all = List.copyOf(all);
  }

  /**
   * Opens them.
   *
   * @param headers who asks
   */
  public static Doors of(Running running, Model model, Map<String, String> headers) {
    return new Doors(
        List.of(
            new OverRest(running.uri(), model, headers),
            new OverGraphql(running.uri(), model, headers),
            new OverGrpc(running.uri(), model, headers)));
  }

  /** The one whose meaning the others have. */
  public Door rest() {
    return all.getFirst();
  }

  /** The others. */
  public List<Door> others() {
    return all.subList(1, all.size());
  }

  @Override
  public void close() {
    all.forEach(Door::close);
  }
}
