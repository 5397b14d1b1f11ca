/**
 * Finds out what a file or folder is and says the essentials about it.
 *
 * <p>Start at {@link org.softcpt.cli.inspect.Inspection}, the table of everything that is
 * recognised. A new kind of artefact is a {@link org.softcpt.cli.inspect.Kind} and a row there.
 */
@NullMarked
package org.softcpt.cli.inspect;

import org.jspecify.annotations.NullMarked;
