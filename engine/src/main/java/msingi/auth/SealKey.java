package msingi.auth;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import msingi.base.Randomness;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * The secret under which refresh tokens and one-time codes are made, in a file of its own beside
 * the signing keys: it outlives their rotation, and every process of an installation has the same.
 */
public final class SealKey {
  private static final int BYTES = 32;
  private static final String ENDING = ".keys";

  private SealKey() {}

  /** Where the secret lies that belongs to this file of signing keys. */
  public static Path file(Path keys) {
    String name = String.valueOf(keys.getFileName());
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    return keys.resolveSibling(stem + ".seal" + ENDING);
  }

  /** Whether signing keys are there without their secret, as when only one file was copied. */
  public static boolean forgotten(Path keys) {
    return Files.exists(keys) && !Files.exists(file(keys));
  }

  /**
   * The secret, 32 bytes; made where there is none. Blocks.
   *
   * @param keys the file of the signing keys
   * @throws msingi.error.Failure MSI009 when the file cannot be read or made, or others may read it
   */
  public static byte[] open(Path keys, Randomness randomness) {
    KeyFile file = new KeyFile(file(keys));
    if (!file.exists()) {
      byte[] made = new byte[BYTES];
      randomness.fill(made);
      file.create(Base64.getEncoder().encodeToString(made) + "\n");
    }
    try {
      byte[] secret = Base64.getDecoder().decode(file.read().strip());
      if (secret.length == BYTES) {
        return secret;
      }
    } catch (IllegalArgumentException _) {
      // Said below, like a secret of another length.
    }
    throw Problem.of(
            ErrorCode.CONFIGURATION, "The file " + file.path() + " holds no secret of ours")
        .failure();
  }
}
