package msingi.auth;

import java.util.Map;

/** Makes tokens of our own, signed with the key in force. */
@FunctionalInterface
public interface Signer {

  /**
   * The token in compact form (RFC 7515, section 7.1), its header {@code alg}, {@code kid} and
   * {@code typ: JWT}.
   *
   * @param claims must have {@code exp}, in seconds since 1970, no further away than the longest
   *     lifetime that was promised when the keys were opened: the next key waits that long for it
   */
  String sign(Map<String, Object> claims);
}
