/**
 * Parity at full size: what an exported model computes, written down for a PyTorch peer to compute
 * again.
 *
 * <p>{@code benchmarks/parity} runs all of it: {@link org.softcpt.benchmarks.parity.RandomWeights}
 * writes the weights that {@code softcpt export --random} uses, {@link
 * org.softcpt.benchmarks.parity.ParityValues} runs the exported graphs on seeded inputs, and {@code
 * benchmarks/peers/parity.py} compares.
 */
@NullMarked
package org.softcpt.benchmarks.parity;

import org.jspecify.annotations.NullMarked;
