/**
 * Reverse-mode differentiation of ONNX graphs: a graph in, a graph that also computes gradients
 * out.
 *
 * <p>Start at {@link Differentiator}; {@link GradientRules} is the table of vector-Jacobian
 * products, one rule per operator, each emitting ONNX nodes. Gradients are exact (no numerical
 * approximation) and cost about as much as the forward pass, because only what leads from the
 * wanted inputs to the outputs is differentiated: frozen weights get none.
 *
 * @see <a href="https://docs.jax.dev/en/latest/autodidax.html">Autodidax: rules side by side</a>
 */
@NullMarked
package org.softcpt.onnx.gradient;

import org.jspecify.annotations.NullMarked;
