package msingi.definition;

import java.nio.file.Path;
import java.util.Map;

/**
 * Reads one definition again and again. Every reading answers what {@link DefinitionReader} would;
 * files and collections that are as they were at the last reading without a mistake, and see the
 * same as then, are not read anew. For one thread.
 */
public final class Readings {
  private Before before = Before.NOTHING;

  /** As {@link DefinitionReader#read(Path, Map)}. */
  public DefinitionReader.Result read(Path fileOrFolder, Map<String, String> environment) {
    return DefinitionReader.read(fileOrFolder, sources -> read(sources, environment));
  }

  /** As {@link DefinitionReader#read(Map, Map)}. */
  public DefinitionReader.Result read(
      Map<String, String> sources, Map<String, String> environment) {
    return DefinitionReader.read(sources, environment, before, after -> before = after);
  }
}
