/**
 * Files written whole or not at all, digests, JSON, and the exception for bad input.
 *
 * <p>Start at {@link AtomicFile}. Everything the project writes goes to a temporary name in the
 * same folder, is forced to disk and renamed, so a reader never sees half a file.
 */
@NullMarked
package org.softcpt.models.io;

import org.jspecify.annotations.NullMarked;
