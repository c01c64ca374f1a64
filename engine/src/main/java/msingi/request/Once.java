package msingi.request;

/**
 * What is to take effect once, however often it is sent
 * (draft-ietf-httpapi-idempotency-key-header). It belongs to the caller: the same key of another
 * one is another key.
 *
 * @param key as the client chose it
 * @param route method, path and query, to which the key belongs
 * @param payload a hash of everything else that decides what is done and answered
 */
public record Once(String key, String route, String payload) {}
