package msingi.bench;

/**
 * What the benchmark was asked for.
 *
 * @param json file of the list of figures, or empty
 * @param only how the names of the figures begin that are wanted, with commas between; empty for
 *     all
 * @param seconds how long a round lasts
 * @param rounds counted rounds of each server
 * @param warm seconds of load before anything counts: a JVM needs them
 */
record Options(String json, String only, int seconds, int rounds, int warm) {
  static final String USAGE =
      """
      ./dev bench [--json FILE] [--only NAME] [--seconds N] [--rounds N] [--warm N]

        --json FILE    writes the figures as a list of {name, ratio, wanted, msingi, baseline, unit}
        --only NAME    measures what begins so: sqlite, postgres, atlas, accounts, "sqlite point",
                       or several such names with commas between; doors: GraphQL and gRPC
                       beside REST on both stores, and beside PostGraphile (needs npm)
        --seconds N    how long a round lasts (5)
        --rounds N     counted rounds of each server (3)
        --warm N       seconds of load before anything counts (15)
      """;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException in words for people
   */
  static Options of(String... arguments) {
    Options options = new Options("", "", 5, 3, 15);
    for (int index = 0; index < arguments.length; index += 2) {
      if (index + 1 == arguments.length) {
        throw new IllegalArgumentException("a value is missing, or unknown: " + arguments[index]);
      }
      options = options.with(arguments[index], arguments[index + 1]);
    }
    return options;
  }

  private Options with(String flag, String value) {
    return switch (flag) {
      case "--json" -> new Options(value, only, seconds, rounds, warm);
      case "--only" -> new Options(json, value, seconds, rounds, warm);
      case "--seconds" -> new Options(json, only, number(flag, value), rounds, warm);
      case "--rounds" -> new Options(json, only, seconds, number(flag, value), warm);
      case "--warm" -> new Options(json, only, seconds, rounds, number(flag, value));
      default -> throw new IllegalArgumentException("unknown: " + flag);
    };
  }

  private static int number(String flag, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException notNumber) {
      // The same words as for a number that is too small.
    }
    throw new IllegalArgumentException(flag + " needs a whole number above 0, not " + value);
  }
}
