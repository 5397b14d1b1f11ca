package org.softcpt.onnx.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;

/**
 * A row of the table of gradient checks: arguments, and outputs computed from them.
 *
 * @param operator whose rule the row is about
 * @param title what is particular about the row
 * @param arguments inputs of the graph
 * @param forward computes the outputs
 */
record GradientCase(Operator operator, String title, List<Argument> arguments, Forward forward) {

  /** Operators that ONNX Runtime's CPU provider computes in single precision only. */
  private static final List<Operator> FLOATS_ONLY = List.of(Operator.ERF, Operator.QUICK_GELU);

  @FunctionalInterface
  interface Forward {
    List<Value> outputs(Ops ops, List<Value> arguments);
  }

  /** As {@link Forward}, for one output of one argument. */
  @FunctionalInterface
  interface Unary {
    Value output(Ops ops, Value x);
  }

  /** As {@link Forward}, for one output of two arguments. */
  @FunctionalInterface
  interface Binary {
    Value output(Ops ops, Value a, Value b);
  }

  /** As {@link Forward}, for one output of three arguments. */
  @FunctionalInterface
  interface Ternary {
    Value output(Ops ops, Value a, Value b, Value c);
  }

  static Row row(Operator operator, String title) {
    return new Row(operator, title, new ArrayList<>());
  }

  boolean inDouble() {
    return !FLOATS_ONLY.contains(operator);
  }

  @Override
  public String toString() {
    return operator + " " + title;
  }

  /** A row under construction. Dimensions are numbers, or symbols with their extent: "N=3". */
  record Row(Operator operator, String title, List<Argument> arguments) {

    Row wanted(Object... dims) {
      return argument(Argument.Kind.WANTED, List.of(), dims);
    }

    Row positive(Object... dims) {
      return argument(Argument.Kind.WANTED_POSITIVE, List.of(), dims);
    }

    Row frozen(Object... dims) {
      return argument(Argument.Kind.FROZEN, List.of(), dims);
    }

    Row mask(Object... dims) {
      return argument(Argument.Kind.MASK, List.of(), dims);
    }

    Row whole(long[] values, Object... dims) {
      return argument(Argument.Kind.WHOLE, LongStream.of(values).boxed().toList(), dims);
    }

    private Row argument(Argument.Kind kind, List<Long> indices, Object... dims) {
      arguments.add(Argument.of(kind, indices, dims));
      return this;
    }

    GradientCase of(Unary forward) {
      return all((ops, in) -> List.of(forward.output(ops, in.get(0))));
    }

    GradientCase of(Binary forward) {
      return all((ops, in) -> List.of(forward.output(ops, in.get(0), in.get(1))));
    }

    GradientCase of(Ternary forward) {
      return all((ops, in) -> List.of(forward.output(ops, in.get(0), in.get(1), in.get(2))));
    }

    GradientCase all(Forward forward) {
      return new GradientCase(operator, title, List.copyOf(arguments), forward);
    }
  }
}
