package org.softcpt.models.pickle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;

/**
 * Runs a pickle's instructions, of those of protocols 0 to 5 that files of weights have. There is
 * no recursion, and what is built is bounded by the number of instructions.
 */
public final class PickleReader {

  /** An honest checkpoint, optimiser included, has some ten thousands. */
  private static final int MOST_INSTRUCTIONS = 1_000_000;

  private static final int NEWEST_PROTOCOL = 5;
  private static final int LONGEST_INTEGER = 255;

  private final PickleInput input;
  private final PickleObjects objects;
  private final PickleStack stack;

  private PickleReader(PickleInput input, PickleObjects objects) {
    this.input = input;
    this.objects = objects;
    stack = new PickleStack(input);
  }

  /**
   * Reads one pickle; the input then stands behind it.
   *
   * @param input where it starts
   * @param objects everything that is not a plain value
   * @return the value, as the package describes
   * @throws InvalidInputException if it is broken, or asks for something that is not allowed
   */
  public static Object read(PickleInput input, PickleObjects objects) throws InvalidInputException {
    return new PickleReader(input, objects).read();
  }

  private Object read() throws InvalidInputException {
    for (int count = 0; count < MOST_INSTRUCTIONS; count++) {
      int instruction = input.unsignedByte();
      if (instruction == '.') {
        return stack.result();
      }
      if (!isValue(instruction) && !isContainer(instruction) && !isObject(instruction)) {
        throw input.invalid("instruction 0x%02x is not supported".formatted(instruction));
      }
    }
    throw input.invalid("more than %d instructions".formatted(MOST_INSTRUCTIONS));
  }

  private boolean isValue(int instruction) throws InvalidInputException {
    switch (instruction) {
      case 'N' -> stack.push(PickleNone.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) input.unsignedByte());
      case 'M' -> stack.push((long) input.unsignedShort());
      case 'J' -> stack.push((long) input.signedInt());
      case 0x8a -> stack.push(input.integer(input.unsignedByte()));
      case 0x8b -> stack.push(longInteger());
      case 'G' -> stack.push(input.bigEndianDouble());
      case 'X' -> stack.push(input.utf8(input.unsignedInt()));
      case 0x8c -> stack.push(input.utf8(input.unsignedByte()));
      case 0x8d -> stack.push(input.utf8(input.signedLong()));
      case 'U' -> stack.push(latin(input.unsignedByte()));
      case 'T' -> stack.push(latin(input.unsignedInt()));
      case 'C' -> stack.push(input.bytes(input.unsignedByte()));
      case 'B' -> stack.push(input.bytes(input.unsignedInt()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean isContainer(int instruction) throws InvalidInputException {
    switch (instruction) {
      case '(' -> stack.mark();
      case ')' -> stack.push(new PickleTuple(List.of()));
      case 't' -> stack.push(new PickleTuple(stack.popToMark()));
      case 0x85, 0x86, 0x87 -> stack.push(new PickleTuple(stack.pop(instruction - 0x84)));
      case ']' -> stack.push(new ArrayList<>());
      case 'a' -> append(stack.pop(1));
      case 'e' -> append(stack.popToMark());
      case '}' -> stack.push(new LinkedHashMap<>());
      case 's' -> put(stack.pop(2));
      case 'u' -> put(stack.popToMark());
      case 'q' -> stack.remember(input.unsignedByte());
      case 'r' -> stack.remember(input.unsignedInt());
      case 0x94 -> stack.rememberNext();
      case 'h' -> stack.recall(input.unsignedByte());
      case 'j' -> stack.recall(input.unsignedInt());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean isObject(int instruction) throws InvalidInputException {
    switch (instruction) {
      case 0x80 -> checkProtocol(input.unsignedByte());
      case 0x95 -> input.require(input.signedLong());
      case 'c' -> stack.push(global(input.line(), input.line()));
      case 0x93 -> {
        String name = stack.pop(String.class, "a name");
        stack.push(global(stack.pop(String.class, "a module's name"), name));
      }
      case 'R' -> {
        List<Object> arguments = stack.pop(PickleTuple.class, "arguments").items();
        Object callable = stack.pop();
        stack.push(placed(() -> objects.call(callable, arguments)));
      }
      case 0x81 -> {
        if (!stack.pop(PickleTuple.class, "arguments").items().isEmpty()) {
          throw input.invalid("a new instance takes no arguments here");
        }
        Object type = stack.pop();
        stack.push(placed(() -> objects.instance(type)));
      }
      case 'b' -> {
        Object state = stack.pop();
        Object instance = stack.top();
        placed(
            () -> {
              objects.build(instance, state);
              return instance;
            });
      }
      case 'Q' -> {
        Object id = stack.pop();
        stack.push(placed(() -> objects.persistent(id)));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Object global(String module, String name) throws InvalidInputException {
    return placed(() -> objects.global(module, name));
  }

  /** Something of {@link PickleObjects}, whose message does not know the place. */
  @FunctionalInterface
  private interface Step {
    Object run() throws InvalidInputException;
  }

  private Object placed(Step step) throws InvalidInputException {
    try {
      return step.run();
    } catch (InvalidInputException e) {
      throw input.invalid(e.getMessage());
    }
  }

  private void checkProtocol(int protocol) throws InvalidInputException {
    if (protocol > NEWEST_PROTOCOL) {
      throw input.invalid("protocol %d, at most %d known".formatted(protocol, NEWEST_PROTOCOL));
    }
  }

  private Object longInteger() throws InvalidInputException {
    int length = input.signedInt();
    if (length < 0 || length > LONGEST_INTEGER) {
      throw input.invalid("a whole number of %d bytes".formatted(length));
    }
    return input.integer(length);
  }

  /** Text of Python 2, whose bytes PyTorch takes for Latin-1. */
  private String latin(long length) throws InvalidInputException {
    return new String(input.bytes(length), StandardCharsets.ISO_8859_1);
  }

  @SuppressWarnings("unchecked") // this reader's own lists hold objects
  private void append(List<Object> items) throws InvalidInputException {
    stack.top(List.class, "a list").addAll(items);
  }

  @SuppressWarnings("unchecked") // this reader's own dictionaries hold objects
  private void put(List<Object> items) throws InvalidInputException {
    Map<Object, Object> map = stack.top(Map.class, "a dictionary");
    if (items.size() % 2 != 0) {
      throw input.invalid("a dictionary's key without a value");
    }
    for (int i = 0; i < items.size(); i += 2) {
      map.put(key(items.get(i)), items.get(i + 1));
    }
  }

  /** Keys are scalars: hashing a container that holds itself would not end. */
  private Object key(Object key) throws InvalidInputException {
    if (key instanceof String
        || key instanceof Long
        || key instanceof Double
        || key instanceof Boolean
        || key instanceof BigInteger) {
      return key;
    }
    throw input.invalid(
        "a dictionary's key must be text or a number, is a " + key.getClass().getSimpleName());
  }
}
