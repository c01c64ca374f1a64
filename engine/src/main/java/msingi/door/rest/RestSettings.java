package msingi.door.rest;

/**
 * What the administrator decides about the dialect.
 *
 * @param overridable whether callers may choose {@code tx=rollback} or {@code tx=commit}
 * @param legacyNames whether parameters may call an embedded resource by its target though it has
 *     an alias, with a warning
 * @param described whether the root answers with a document of what the caller may do
 */
public record RestSettings(boolean overridable, boolean legacyNames, boolean described) {}
