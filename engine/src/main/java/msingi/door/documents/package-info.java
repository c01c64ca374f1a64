/**
 * Contract documents of the REST face: OpenAPI 3.1, the dialect's own Swagger 2.0, a Postman
 * collection.
 *
 * <p>In: the caller's {@link msingi.request.Surface}. It becomes one model, a {@link
 * msingi.door.documents.Contract}, which each format renders; bytes are kept by Surface and bounded
 * by weight. Out: documents with an entity tag, and the files of a page that reads and tries them
 * ({@code page/} among the resources). Deliberately not here: anything that the Surface does not
 * show, the texts of rules and checks, and the dialect itself ({@code door.rest}), with which a
 * test holds these documents together.
 */
@NullMarked
package msingi.door.documents;

import org.jspecify.annotations.NullMarked;
