package msingi.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id by Bouncy Castle, to compare with. */
final class Peer {
  private Peer() {}

  static byte[] hash(Argon2id.Input input, ArgonCost cost, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.kibibytes())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(input.salt())
            .withSecret(input.secret())
            .withAdditional(input.data())
            .build());
    byte[] out = new byte[length];
    generator.generateBytes(input.password(), out);
    return out;
  }

  /** Whether a hash of one lane, as we write it, is of this password. */
  static boolean matches(String password, String text) {
    String[] parts = text.split("[$=,]");
    ArgonCost cost = new ArgonCost(Integer.parseInt(parts[5]), Integer.parseInt(parts[7]), 1);
    byte[] salt = Base64.getDecoder().decode(parts[10]);
    byte[] hash = Base64.getDecoder().decode(parts[11]);
    Argon2id.Input input = new Argon2id.Input(password.getBytes(UTF_8), salt);
    return Arrays.equals(hash, hash(input, cost, hash.length));
  }
}
