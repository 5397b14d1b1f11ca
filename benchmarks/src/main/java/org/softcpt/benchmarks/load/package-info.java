/**
 * What measures a server: load at a constant rate, overhead, cold start, resident memory.
 *
 * <p>Start at {@link LoadTest}. Requests are sent when the schedule says, however late answers are,
 * and latency counts from the scheduled time: a server that stalls is charged for all who waited
 * (no coordinated omission). Every answer is compared with what the library says of that image.
 * Latencies are microseconds.
 *
 * @see <a href="https://hdrhistogram.org">HdrHistogram</a>
 */
@NullMarked
package org.softcpt.benchmarks.load;

import org.jspecify.annotations.NullMarked;
