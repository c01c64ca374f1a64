package msingi.auth;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Which tokens are accepted.
 *
 * @param sources where keys come from; none means that every token is refused with PGRST300
 * @param audience what {@code aud} must hold where a token has it, or empty
 * @param issuer what {@code iss} must be, or empty
 * @param rolePath the path of the claim that names the role
 */
public record TokenRules(
    List<Source> sources, String audience, String issuer, List<String> rolePath) {

  /** No token is accepted. */
  public static final TokenRules NONE = new TokenRules(List.of(), "", "", List.of("role"));

  public TokenRules {
    sources = List.copyOf(sources);
    rolePath = List.copyOf(rolePath);
  }

  /** Where keys come from. */
  public sealed interface Source {
    /** One shared secret, for HS256. */
    record Shared(Secret secret) implements Source {}

    /** A JSON Web Key Set (RFC 7517) as text. */
    record Inline(String keys) implements Source {}

    /** A JSON Web Key Set in a file, read again when a token names a key that is not known. */
    record File(Path path) implements Source {}

    /** A JSON Web Key Set behind an address that the administrator configured. */
    record Address(URI uri) implements Source {}

    /**
     * Our own keys. Their tokens must be of this issuer and for this audience, whatever is
     * configured for others.
     */
    record Own(SigningKeys keys, String issuer, String audience) implements Source {}
  }
}
