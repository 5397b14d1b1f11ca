package org.softcpt.onnx.gradient;

/** An operator's vector-Jacobian product. */
@FunctionalInterface
interface GradientRule {

  /**
   * Emits the nodes that turn gradients of a node's outputs into gradients of its inputs, and hands
   * these to {@link Backward#give}, for the inputs that are {@link Backward#wants wanted}.
   *
   * @param pass the node, the gradients of its outputs, and where the results go
   */
  void apply(Backward pass);
}
