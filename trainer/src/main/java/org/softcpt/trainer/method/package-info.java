/**
 * Prompt-learning methods: what is learnable, and how a batch becomes a loss and gradients.
 *
 * <p>Start at {@link org.softcpt.trainer.method.PromptMethod}, then read {@link
 * org.softcpt.trainer.method.SoftCpt}, the published default. A method owns its {@link
 * org.softcpt.trainer.method.Parameter parameters}; the frozen text encoder is behind {@link
 * org.softcpt.trainer.method.TextSegments}; the optimiser is not here.
 *
 * <p>Shapes: T tasks, C classes over all tasks, B images, R (image, task) pairs, D the embedding
 * width, w the text transformer's width, L context vectors per class prompt, M per task prompt.
 * Arrays are row-major {@code float[]}.
 *
 * @see <a href="https://arxiv.org/abs/2208.13474">Ding et al., Prompt Tuning with Soft Context
 *     Sharing for Vision-Language Models</a>
 */
@NullMarked
package org.softcpt.trainer.method;

import org.jspecify.annotations.NullMarked;
