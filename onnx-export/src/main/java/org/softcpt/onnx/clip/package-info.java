/**
 * CLIP's architectures as ONNX graphs, and the segments that training runs.
 *
 * <p>Start at {@link ClipGraphs}, which lists the five graphs of a model folder. {@link
 * PromptEncoder} is the text transformer as training needs it: prefixes shared per task, tokens
 * packed, only EOT rows in the last block. {@link ImageTower} picks the image graph: a vision
 * transformer or a residual network. {@link TextWeights}, {@link ImageWeights} and {@link
 * ResNetWeights} fold normalisations, attention scales and activation constants into the maps
 * around them, exactly; graphs name the folded tensors.
 *
 * <p>Shapes: B images, T tokens, w width, h heads, D embedding; G groups (tasks), L context
 * vectors, P = 1 + L prefix tokens, C prompts, S longest suffix, N packed suffix tokens, R (image,
 * task) pairs.
 *
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, CLIP</a>
 * @see <a href="https://arxiv.org/abs/2208.13474">Ding et al. 2024, SoftCPT</a>
 */
@NullMarked
package org.softcpt.onnx.clip;

import org.jspecify.annotations.NullMarked;
