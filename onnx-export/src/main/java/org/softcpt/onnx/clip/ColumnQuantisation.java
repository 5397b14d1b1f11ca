package org.softcpt.onnx.clip;

/**
 * A linear map's weight in eight bits, symmetric, with a scale per output: weight[output, input] is
 * nearly values[input, output] · scales[output].
 *
 * <p>Processors with AVX2 or AVX-512 but without VNNI multiply unsigned by signed bytes and add the
 * products of two neighbouring inputs in 16 signed bits ({@code vpmaddubsw}), which saturate: 255 ·
 * (127 + 127) is twice what they hold. The usual remedy is to give up the eighth bit of every
 * weight. Here a scale is only as coarse as the output's largest weight or largest sum of
 * neighbours (inputs 0 and 1, 2 and 3, …) needs, so that no sum of neighbours leaves ±128: 255 ·
 * 128 fits. The products are then exact on every processor.
 *
 * @param values whole numbers from -127 to 127, [inputs, outputs], row-major
 * @param scales positive, [outputs]
 */
record ColumnQuantisation(float[] values, float[] scales) {

  private static final int LARGEST = 127;

  /**
   * Rounds a weight.
   *
   * @param weight finite, [outputs, inputs], row-major
   */
  static ColumnQuantisation of(double[] weight, int outputs, int inputs) {
    float[] values = new float[weight.length];
    float[] scales = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      scales[output] = scale(weight, output * inputs, inputs);
      for (int input = 0; input < inputs; input++) {
        double steps = weight[output * inputs + input] / scales[output];
        values[input * outputs + output] = (float) Math.rint(steps);
      }
    }
    return new ColumnQuantisation(values, scales);
  }

  private static float scale(double[] weight, int start, int inputs) {
    double bound = 0;
    for (int i = 0; i < inputs; i++) {
      bound = Math.max(bound, Math.abs(weight[start + i]));
      if (i % 2 == 1) {
        bound = Math.max(bound, Math.abs(weight[start + i - 1] + weight[start + i]));
      }
    }
    float scale = (float) (bound / LARGEST);
    return scale < Float.MIN_NORMAL ? 1 : scale; // all zero, or as good as
  }
}
