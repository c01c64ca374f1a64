/**
 * The executable: commands for people and scripts around the engine.
 *
 * <p>In: arguments, the environment, files. Out: text for people, JSON with {@code --json}, and an
 * exit code: 0 all is well, 1 refused or failed, 2 wrong usage. Deliberately not here: anything
 * that a request passes through; commands call the same engine that the server runs.
 */
@NullMarked
package msingi.cli;

import org.jspecify.annotations.NullMarked;
