package msingi.bench;

/**
 * What the benchmark was asked for.
 *
 * @param json file of the list of figures, or empty
 * @param only how the names of the figures begin that are wanted; empty for all
 * @param seconds how long a round lasts
 * @param rounds counted rounds of each server
 */
record Options(String json, String only, int seconds, int rounds) {
  static final String USAGE =
      """
      ./dev bench [--json FILE] [--only NAME] [--seconds N] [--rounds N]

        --json FILE    writes the figures as a list of {name, ratio, wanted, msingi, baseline, unit}
        --only NAME    measures what begins so: sqlite, postgres, atlas, "sqlite point" ...
        --seconds N    how long a round lasts (5)
        --rounds N     counted rounds of each server (3)
      """;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException in words for people
   */
  static Options of(String... arguments) {
    Options options = new Options("", "", 5, 3);
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
      case "--json" -> new Options(value, only, seconds, rounds);
      case "--only" -> new Options(json, value, seconds, rounds);
      case "--seconds" -> new Options(json, only, number(flag, value), rounds);
      case "--rounds" -> new Options(json, only, seconds, number(flag, value));
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
