package org.softcpt.trainer.method;

import java.util.List;

/** Features that the sub-network reads, and what of them is learned. */
interface InputFeatures {

  /** What is learned. */
  List<Parameter> parameters();

  /** What was drawn and stays: needed to go on, never changed. */
  default List<Parameter> constants() {
    return List.of();
  }

  /** Width of a row. */
  int width();

  /** The features, row by row, with the parameters' present values. */
  float[] forward();

  /** From dL/dfeatures of the last forward pass, all rows, to the parameters' gradients. */
  void backward(float[] gradient);
}
