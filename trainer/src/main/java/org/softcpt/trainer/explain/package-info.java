/**
 * What learned prompts mean, as far as that can be said: which tasks are related, and which words
 * lie next to the contexts.
 *
 * <p>Start at {@link org.softcpt.trainer.explain.Explainer}.
 */
@NullMarked
package org.softcpt.trainer.explain;

import org.jspecify.annotations.NullMarked;
