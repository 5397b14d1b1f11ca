/**
 * Programs that measure; {@code docs/benchmarks} has their figures and recipes.
 *
 * <p>Start at {@link ClassSegmentBenchmark}. Times are medians of whole runs after a warm-up, on a
 * machine that does nothing else; rates are set against {@link GemmRate}, the machine's own
 * matrix-product rate measured in the same process.
 */
@NullMarked
package org.softcpt.benchmarks;

import org.jspecify.annotations.NullMarked;
