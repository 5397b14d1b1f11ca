package org.softcpt.server.kserve;

/**
 * An output somebody asked for.
 *
 * @param name the output's name
 * @param binary whether it is wanted behind the JSON
 * @param classes of how many of its classes names are wanted instead of all numbers, the best
 *     first; 0 for numbers
 * @see <a
 *     href="https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/protocol/extension_classification.html">The
 *     classification extension</a>
 */
public record RequestedOutput(String name, boolean binary, int classes) {}
