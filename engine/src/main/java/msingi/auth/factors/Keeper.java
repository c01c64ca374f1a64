package msingi.auth.factors;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.auth.Line;
import msingi.auth.accounts.JsonText;
import msingi.wire.Json;

/**
 * Checks what keys say (WebAuthn level 3, sections 7.1 and 7.2): the challenge, the page, the
 * domain, the signature, the counter, and that somebody was there. Whoever made a key is not asked
 * for (attestation {@code none}).
 */
public final class Keeper {
  private static final String ELIGIBLE = "eligible";
  private static final String BACKED_UP = "backed_up";
  private static final int MOST_BYTES = 64 * 1024;

  private final Party party;
  private final String challenge;
  private final boolean verified;

  /** The library, as soon as the first key is shown: its tables take a while and some memory. */
  private static final class Library {
    static final ObjectConverter CONVERTER = new ObjectConverter();
    static final WebAuthnManager MANAGER =
        WebAuthnManager.createNonStrictWebAuthnManager(CONVERTER);
    static final AttestedCredentialDataConverter KEYS =
        new AttestedCredentialDataConverter(CONVERTER);
    static final List<PublicKeyCredentialParameters> ALGORITHMS =
        Options.ALGORITHMS.stream()
            .map(each ->
                new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(each)))
            .toList();

    private Library() {}
  }

  /**
   * A new key.
   *
   * @param credential its id, in base64url without padding
   * @param key what its signatures are checked by, as the library writes it
   * @param counter the number of its signatures, or 0 where it does not count
   * @param data JSON of one object
   */
  public record Made(String credential, byte[] key, long counter, String data) {}

  /** What changes with a use. */
  public record Used(long counter, String data) {}

  /**
   * @param challenge what the key had to sign, in base64url without padding
   * @param verified whether the key must have made sure who used it
   */
  public Keeper(Party party, String challenge, boolean verified) {
    this.party = party;
    this.challenge = challenge;
    this.verified = verified;
  }

  /** A new key, if all is right with it. */
  public Optional<Made> made(Shown shown) {
    byte[] object = shown.bytes("attestationObject");
    if (object.length > MOST_BYTES) {
      return Optional.empty();
    }
    try {
      RegistrationData data =
          Library.MANAGER.verify(
              new RegistrationRequest(object, shown.bytes("clientDataJSON")),
              new RegistrationParameters(property(), Library.ALGORITHMS, verified, true));
      return Optional.ofNullable(data.getAttestationObject())
          .map(it -> it.getAuthenticatorData())
          .flatMap(it ->
              Optional.ofNullable(it.getAttestedCredentialData()).map(key -> made(shown, it, key)));
    } catch (RuntimeException _) {
      // The library says so of whatever it cannot read or believe, by many kinds of exceptions.
      return Optional.empty();
    }
  }

  private static Made made(Shown shown, AuthenticatorData<?> data, AttestedCredentialData key) {
    String credential =
        Base64.getUrlEncoder().withoutPadding().encodeToString(key.getCredentialId());
    if (!credential.equals(shown.id())) {
      throw new IllegalArgumentException("the key signed for another id");
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("model", new Json.Text(key.getAaguid().toString()));
    members.put("transports", JsonText.texts(shown.transports()));
    members.put(ELIGIBLE, truth(data.isFlagBE()));
    members.put(BACKED_UP, truth(data.isFlagBS()));
    return new Made(
        credential,
        Library.KEYS.convert(key),
        data.getSignCount(),
        JsonText.of(new Json.Members(members)));
  }

  /** What the use of a key changes, if it is this key and all is right with it. */
  public Optional<Used> used(Shown shown, Line key) {
    Map<String, Json> known = new LinkedHashMap<>(JsonText.members(key.json("data")));
    byte[] signed = shown.bytes("authenticatorData");
    if (!shown.id().equals(key.text("credential")) || signed.length > MOST_BYTES) {
      return Optional.empty();
    }
    try {
      AttestedCredentialData stored = Library.KEYS.convert(key.bytes("public_key"));
      boolean eligible = known.getOrDefault(ELIGIBLE, Json.Bare.NULL).equals(truth(true));
      AuthenticationData data =
          Library.MANAGER.verify(
              new AuthenticationRequest(
                  stored.getCredentialId(),
                  signed,
                  shown.bytes("clientDataJSON"),
                  shown.bytes("signature")),
              new AuthenticationParameters(
                  property(),
                  recorded(stored, eligible, key.whole("counter")),
                  List.of(stored.getCredentialId()),
                  verified,
                  true));
      return Optional.ofNullable(data.getAuthenticatorData())
          .map(it -> {
            known.put(BACKED_UP, truth(it.isFlagBS()));
            return new Used(it.getSignCount(), JsonText.of(new Json.Members(known)));
          });
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  private static CredentialRecord recorded(
      AttestedCredentialData key, boolean eligible, long counter) {
    return new CredentialRecordImpl(
        null, true, eligible, false, counter, key, null, null, null, null);
  }

  private ServerProperty property() {
    Set<Origin> origins = party.origins().stream().map(Origin::create).collect(Collectors.toSet());
    return ServerProperty.builder()
        .origins(origins)
        .rpId(party.id())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  private static Json truth(boolean truth) {
    return new Json.Bare(Boolean.toString(truth));
  }
}
