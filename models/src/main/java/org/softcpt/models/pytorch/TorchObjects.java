package org.softcpt.models.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.pickle.PickleNone;
import org.softcpt.models.pickle.PickleObjects;
import org.softcpt.models.pickle.PickleTuple;
import org.softcpt.models.safetensors.DType;

/**
 * The complete list of what a pickle of weights may name: tensors, their storages, ordered
 * dictionaries, and objects of scripted modules, of which only the attributes are kept.
 */
final class TorchObjects implements PickleObjects {

  private static final String SCRIPTED = "__torch__";

  private static final Map<String, DType> STORAGES =
      Map.of(
          "torch.FloatStorage", DType.F32,
          "torch.HalfStorage", DType.F16,
          "torch.BFloat16Storage", DType.BF16,
          "torch.DoubleStorage", DType.F64,
          "torch.LongStorage", DType.I64,
          "torch.IntStorage", DType.I32,
          "torch.ShortStorage", DType.I16,
          "torch.CharStorage", DType.I8,
          "torch.ByteStorage", DType.U8,
          "torch.BoolStorage", DType.BOOL);

  /** A function that a pickle may call. */
  private enum Function {
    ORDERED_DICT("collections.OrderedDict"),
    TENSOR("torch._utils._rebuild_tensor_v2"),
    PARAMETER("torch._utils._rebuild_parameter"),
    TAGGED("torch.jit._pickle.restore_type_tag"),
    INTEGERS("torch.jit._pickle.build_intlist"),
    DOUBLES("torch.jit._pickle.build_doublelist"),
    BOOLEANS("torch.jit._pickle.build_boollist"),
    TENSORS("torch.jit._pickle.build_tensorlist");

    private final String path;

    Function(String path) {
      this.path = path;
    }
  }

  /** Stands for any class of a scripted module. */
  private enum ScriptType {
    ANY
  }

  private final boolean scripted;
  private final Map<String, TorchStorage> storages = new LinkedHashMap<>();

  /** Classes of scripted modules are for script archives only. */
  TorchObjects(boolean scripted) {
    this.scripted = scripted;
  }

  /** The storages met so far, by key. */
  Map<String, TorchStorage> storages() {
    return storages;
  }

  @Override
  public Object global(String module, String name) throws InvalidInputException {
    String path = module + "." + name;
    if (STORAGES.containsKey(path)) {
      return STORAGES.get(path);
    }
    for (Function function : Function.values()) {
      if (function.path.equals(path)) {
        return function;
      }
    }
    if (scripted && (module.equals(SCRIPTED) || module.startsWith(SCRIPTED + "."))) {
      return ScriptType.ANY;
    }
    throw new InvalidInputException(
        "'%s' is refused: weights need only tensors and plain containers".formatted(path));
  }

  @Override
  public Object call(Object callable, List<Object> arguments) throws InvalidInputException {
    if (!(callable instanceof Function function)) {
      throw new InvalidInputException("a call of what is no function");
    }
    return switch (function) {
      case ORDERED_DICT -> orderedDict(arguments);
      case TENSOR -> TensorArguments.tensor(arguments);
      case PARAMETER -> argument(arguments, TorchTensor.class);
      case TAGGED -> argument(arguments, Object.class);
      case INTEGERS, DOUBLES, BOOLEANS, TENSORS -> argument(arguments, List.class);
    };
  }

  @Override
  public Object instance(Object type) throws InvalidInputException {
    if (type == Function.ORDERED_DICT) {
      return new LinkedHashMap<>();
    }
    if (type != ScriptType.ANY) {
      throw new InvalidInputException("an instance of what is no class of a scripted module");
    }
    return new ScriptObject();
  }

  /** A dictionary's own attributes, such as PyTorch's {@code _metadata}, are of no use here. */
  @Override
  public void build(Object instance, Object state) throws InvalidInputException {
    if (instance instanceof ScriptObject object && state instanceof Map<?, ?> attributes) {
      object.attributes().putAll(attributes);
    } else if (!(instance instanceof Map<?, ?>)) {
      throw new InvalidInputException("state for what has none");
    }
  }

  @Override
  public Object persistent(Object id) throws InvalidInputException {
    TorchStorage storage = TensorArguments.storage(id);
    TorchStorage known = storages.putIfAbsent(storage.key(), storage);
    if (known != null && !known.equals(storage)) {
      throw new InvalidInputException(
          "storage '%s' is %d of %s and %d of %s"
              .formatted(
                  storage.key(),
                  known.elements(),
                  known.type(),
                  storage.elements(),
                  storage.type()));
    }
    return storage;
  }

  private static Object orderedDict(List<Object> arguments) throws InvalidInputException {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (!arguments.isEmpty()) { // Python 2 wrote a list of pairs
      for (Object pair : argument(arguments, List.class)) {
        List<?> items = pair instanceof PickleTuple tuple ? tuple.items() : asList(pair);
        if (items.size() != 2 || !(items.get(0) instanceof String)) {
          throw new InvalidInputException("an ordered dictionary takes pairs of name and value");
        }
        map.put(items.get(0), items.get(1));
      }
    }
    return map;
  }

  private static List<?> asList(Object value) {
    return value instanceof List<?> list ? list : new ArrayList<>();
  }

  private static <T> T argument(List<Object> arguments, Class<T> type)
      throws InvalidInputException {
    Object first = arguments.isEmpty() ? PickleNone.NONE : arguments.get(0);
    if (!type.isInstance(first)) {
      throw new InvalidInputException(
          "a call with a %s for a %s"
              .formatted(first.getClass().getSimpleName(), type.getSimpleName()));
    }
    return type.cast(first);
  }
}
