package org.softcpt.models.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloatTensorTest {

  @Test
  void holdsAsManyValuesAsItsShapeSays() {
    assertEquals(List.of(2, 3), FloatTensor.of(new float[6], 2, 3).shape());
    assertEquals(List.of(), FloatTensor.of(new float[1]).shape());
    assertEquals(List.of(7, 0), FloatTensor.of(new float[0], 7, 0).shape());
  }

  @Test
  void rejectsAnotherNumberOfValues() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> FloatTensor.of(new float[5], 2, 3));
    assertEquals("shape [2, 3] holds 6 values, got 5", e.getMessage());
  }

  @Test
  void rejectsNegativeExtents() {
    assertThrows(IllegalArgumentException.class, () -> FloatTensor.of(new float[2], -1, -2));
  }

  @Test
  void sizesDoNotWrapAround() { // 2^22 cubed is 2^66, which a long would take for 0 · 4
    List<Integer> shape = List.of(1 << 22, 1 << 22, 1 << 22);
    assertThrows(ArithmeticException.class, () -> TensorShape.elements(shape));
  }

  @Test
  void isEqualBitForBit() {
    FloatTensor tensor = FloatTensor.of(new float[] {1, Float.NaN}, 2);
    assertEquals(tensor, FloatTensor.of(new float[] {1, Float.NaN}, 2));
    assertEquals(tensor.hashCode(), FloatTensor.of(new float[] {1, Float.NaN}, 2).hashCode());
    assertNotEquals(tensor, FloatTensor.of(new float[] {1, Float.NaN}, 1, 2));
    assertNotEquals(FloatTensor.of(new float[] {0f}), FloatTensor.of(new float[] {-0f}));
  }
}
