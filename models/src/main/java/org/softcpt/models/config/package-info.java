/**
 * What a CLIP looks like: sizes and activation of its two towers.
 *
 * <p>Start at {@link ClipConfig}; {@link ClipConfigs} knows the published ones by name. All types
 * are immutable and check themselves.
 *
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, CLIP</a>
 */
@NullMarked
package org.softcpt.models.config;

import org.jspecify.annotations.NullMarked;
