/**
 * The Deep Java Library as a peer; compiled with {@code -Pdjl} only. Start at {@link DjlServer}.
 */
@NullMarked
package org.softcpt.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
