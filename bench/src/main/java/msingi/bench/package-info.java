/**
 * Msingi beside hand-written Vert.x on the same rows, in the same run.
 *
 * <p>In: the atlas. Out: ratios. Deliberately not here: thresholds that fail a build; a figure is
 * read by people.
 */
@NullMarked
package msingi.bench;

import org.jspecify.annotations.NullMarked;
