package msingi.auth;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.util.Arrays;

/** What is kept of a password. */
sealed interface PasswordHash {

  /**
   * Whether the hash is of this password; takes as long as the hash costs.
   *
   * @param memory to work in
   */
  boolean matches(byte[] password, HashMemory memory);

  /** Memory in MiB times passes; 0 where that cannot be compared. */
  long work();

  /** As it is stored. */
  String text();

  /**
   * Argon2id, as the PHC string format writes it
   * (https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md).
   */
  record Argon(int kibibytes, int passes, int lanes, byte[] salt, byte[] hash)
      implements PasswordHash {
    private static final Pattern TEXT =
        Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
                + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final int LENGTH = 32;

    /** The hash of a password. */
    static Argon of(byte[] password, PasswordCost cost, byte[] salt, HashMemory memory) {
      ArgonCost taken = new ArgonCost(cost.kibibytes(), cost.passes(), 1);
      byte[] hash = Argon2id.hash(new Argon2id.Input(password, salt), taken, LENGTH, memory);
      return new Argon(cost.kibibytes(), cost.passes(), 1, salt, hash);
    }

    private static Optional<PasswordHash> parse(Matcher found) {
      int kibibytes = Integer.parseInt(found.group(1));
      int passes = Integer.parseInt(found.group(2));
      int lanes = Integer.parseInt(found.group(3));
      try {
        byte[] salt = Base64.getDecoder().decode(found.group(4));
        byte[] hash = Base64.getDecoder().decode(found.group(5));
        boolean bearable =
            lanes >= 1
                && lanes <= 16
                && passes >= 1
                && kibibytes >= 8 * lanes
                && kibibytes <= 1 << 20
                && (long) kibibytes * passes <= 4L << 20;
        return bearable
            ? Optional.of(new Argon(kibibytes, passes, lanes, salt, hash))
            : Optional.empty();
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    @Override
    public boolean matches(byte[] password, HashMemory memory) {
      ArgonCost cost = new ArgonCost(kibibytes, passes, lanes);
      Argon2id.Input input = new Argon2id.Input(password, salt);
      byte[] computed = Argon2id.hash(input, cost, hash.length, memory);
      return Arrays.constantTimeAreEqual(computed, hash);
    }

    @Override
    public long work() {
      return (long) kibibytes * passes / 1_024;
    }

    @Override
    public String text() {
      return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
          .formatted(
              kibibytes, passes, lanes, ENCODER.encodeToString(salt), ENCODER.encodeToString(hash));
    }

    @Override
    public String toString() {
      return "Argon[***]";
    }
  }

  /** bcrypt, of people who came from another system; replaced when they sign in. */
  record Bcrypt(String text) implements PasswordHash {
    /** Up to 2^14 rounds, about a second: more would let a stored hash hold up the others. */
    private static final Pattern TEXT =
        Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");

    @Override
    public boolean matches(byte[] password, HashMemory memory) {
      try {
        return OpenBSDBCrypt.checkPassword(text, password);
      } catch (DataLengthException | IllegalArgumentException _) {
        return false;
      }
    }

    @Override
    public long work() {
      return 0;
    }

    @Override
    public String toString() {
      return "Bcrypt[***]";
    }
  }

  /** The hash that a text describes; empty when it is of another kind, or costs too much. */
  static Optional<PasswordHash> parse(String text) {
    Matcher argon = Argon.TEXT.matcher(text);
    if (argon.matches()) {
      return Argon.parse(argon);
    }
    return Bcrypt.TEXT.matcher(text).matches() ? Optional.of(new Bcrypt(text)) : Optional.empty();
  }
}
