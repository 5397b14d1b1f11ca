package org.softcpt.models.pytorch;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.pickle.PickleNone;
import org.softcpt.models.pickle.PickleTuple;
import org.softcpt.models.safetensors.DType;

/** What a pickle says about a storage or tensor, checked. */
final class TensorArguments {

  private static final int MOST_AXES = 16;

  private TensorArguments() {}

  /** From {@code ('storage', type, key, device, elements)}; before 1.6 also a view, or None. */
  static TorchStorage storage(Object id) throws InvalidInputException {
    if (id instanceof PickleTuple tuple
        && (tuple.items().size() == 5 || tuple.items().size() == 6)
        && "storage".equals(tuple.items().get(0))
        && tuple.items().get(1) instanceof DType type
        && tuple.items().get(2) instanceof String key
        && tuple.items().get(4) instanceof Long elements
        && elements >= 0
        && (tuple.items().size() == 5 || tuple.items().get(5) == PickleNone.NONE)) {
      return new TorchStorage(type, key, elements);
    }
    throw new InvalidInputException(
        "expected ('storage', type, key, device, elements), found something else");
  }

  /** From {@code (storage, offset, shape, strides, …)}; the rest concerns training. */
  static TorchTensor tensor(List<Object> arguments) throws InvalidInputException {
    if (arguments.size() < 4
        || !(arguments.get(0) instanceof TorchStorage storage)
        || !(arguments.get(1) instanceof Long offset)) {
      throw new InvalidInputException(
          "expected a tensor's storage, offset, shape and strides, found something else");
    }
    List<Integer> shape = new ArrayList<>();
    for (long extent : longs(arguments.get(2))) {
      if (extent < 0 || extent > Integer.MAX_VALUE) {
        throw new InvalidInputException("extent %d in a tensor's shape".formatted(extent));
      }
      shape.add((int) extent);
    }
    try {
      return new TorchTensor(storage, offset, shape, longs(arguments.get(3)));
    } catch (ArithmeticException e) {
      throw new InvalidInputException("the size of a tensor of shape " + shape + " overflows", e);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }

  private static List<Long> longs(Object tuple) throws InvalidInputException {
    List<Long> values = new ArrayList<>();
    if (tuple instanceof PickleTuple items && items.items().size() <= MOST_AXES) {
      for (Object item : items.items()) {
        if (item instanceof Long value) {
          values.add(value);
        }
      }
      if (values.size() == items.items().size()) {
        return values;
      }
    }
    throw new InvalidInputException(
        "expected at most %d whole numbers, found something else".formatted(MOST_AXES));
  }
}
