package org.softcpt.models.pickle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;

/** What a pickle's instructions work on: a stack with marks, and numbered memories. */
final class PickleStack {

  private final PickleInput input;
  private final List<Object> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Long, Object> memory = new HashMap<>();

  /** The input is for messages. */
  PickleStack(PickleInput input) {
    this.input = input;
  }

  void push(Object value) {
    values.add(value);
  }

  Object pop() throws InvalidInputException {
    requireAboveMark(1);
    return values.remove(values.size() - 1);
  }

  Object top() throws InvalidInputException {
    requireAboveMark(1);
    return values.get(values.size() - 1);
  }

  <T> T top(Class<T> type, String what) throws InvalidInputException {
    return cast(top(), type, what);
  }

  <T> T pop(Class<T> type, String what) throws InvalidInputException {
    return cast(pop(), type, what);
  }

  void mark() {
    marks.push(values.size());
  }

  /** Everything above the last mark, which goes. */
  List<Object> popToMark() throws InvalidInputException {
    if (marks.isEmpty()) {
      throw input.invalid("no mark on the stack");
    }
    return pop(values.size() - marks.pop());
  }

  List<Object> pop(int count) throws InvalidInputException {
    requireAboveMark(count);
    List<Object> tail = values.subList(values.size() - count, values.size());
    List<Object> popped = List.copyOf(tail);
    tail.clear();
    return popped;
  }

  void remember(long number) throws InvalidInputException {
    memory.put(number, top());
  }

  void rememberNext() throws InvalidInputException {
    remember(memory.size());
  }

  void recall(long number) throws InvalidInputException {
    Object value = memory.get(number);
    if (value == null) {
      throw input.invalid("nothing was remembered as number " + number);
    }
    push(value);
  }

  Object result() throws InvalidInputException {
    Object result = pop();
    if (!values.isEmpty() || !marks.isEmpty()) {
      throw input.invalid("the end comes with %d values left over".formatted(values.size()));
    }
    return result;
  }

  private void requireAboveMark(int count) throws InvalidInputException {
    int floor = marks.isEmpty() ? 0 : marks.peek();
    if (values.size() - floor < count) {
      throw input.invalid("the stack is empty");
    }
  }

  private <T> T cast(Object value, Class<T> type, String what) throws InvalidInputException {
    if (!type.isInstance(value)) {
      throw input.invalid(
          "expected %s, found a %s".formatted(what, value.getClass().getSimpleName()));
    }
    return type.cast(value);
  }
}
