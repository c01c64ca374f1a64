/**
 * GraphQL at {@code /graphql/v1}: collections as connections, by the conventions of pg_graphql.
 *
 * <p>In: documents, parsed and validated by graphql-java against as much of the caller's schema as
 * they name. Out: neutral requests, one statement for a root field with all that is nested in it,
 * and answers in the shape of the document. The schema is derived from the Surface by name, where
 * it is asked for, and never kept. Deliberately not here: rules, SQL, and graphql-java's execution.
 */
@NullMarked
package msingi.door.graphql;

import org.jspecify.annotations.NullMarked;
