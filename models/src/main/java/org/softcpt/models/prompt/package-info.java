/**
 * Prompts as the graphs take them.
 *
 * <p>Start at {@link PromptBatch}: prompts cut at EOT and packed one after another, with the
 * indices that lead from the packed rows to the padded grid and back.
 */
@NullMarked
package org.softcpt.models.prompt;

import org.jspecify.annotations.NullMarked;
