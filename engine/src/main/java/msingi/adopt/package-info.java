/**
 * Databases that were there before: a definition written from what a database tells of itself,
 * later changes of the database brought into the edited definition, and how the two differ.
 *
 * <p>In: a {@link msingi.store.Catalog}. Out: the text of a definition that reads without mistakes,
 * edits of one as text, differences in words. What the language has no words for stands in the text
 * as a comment, and is listed; nothing is dropped without a word.
 *
 * <p>Deliberately not here: questions to a database (the stores ask them), files, and migrations:
 * what is adopted is {@code managed: false}.
 */
@NullMarked
package msingi.adopt;

import org.jspecify.annotations.NullMarked;
