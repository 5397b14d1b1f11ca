package org.softcpt.onnx.gradient;

import static org.softcpt.onnx.gradient.GradientCase.row;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Rearrangement;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/** The table of gradient checks: every rule, in the shapes that tell its mistakes apart. */
final class GradientCases {

  private GradientCases() {}

  static Stream<GradientCase> all() {
    return Stream.of(arithmetic(), functions(), products(), moves(), rows(), composites())
        .flatMap(s -> s);
  }

  static Stream<GradientCase> inDouble() {
    return all().filter(GradientCase::inDouble);
  }

  private static Stream<GradientCase> arithmetic() {
    return Stream.of(
        row(Operator.ADD, "same shape").wanted(3, 7).wanted(3, 7).of(Ops::add),
        row(Operator.ADD, "vector to rows").wanted("N=13", 7).wanted(7).of(Ops::add),
        row(Operator.ADD, "scalar").wanted().wanted("N=3", 1, 7).of(Ops::add),
        row(Operator.ADD, "both spread").wanted(3, 1).wanted("N=13", 1, 7).of(Ops::add),
        row(Operator.ADD, "left frozen").frozen(3, 7).wanted(3, 7).of(Ops::add),
        row(Operator.ADD, "to itself").wanted(7).of((Ops ops, Value x) -> ops.add(x, x)),
        row(Operator.SUB, "same shape").wanted(13).wanted(13).of(Ops::sub),
        row(Operator.SUB, "both spread").wanted(3, 1).wanted(1, "N=7").of(Ops::sub),
        row(Operator.SUB, "right frozen").wanted(1, 1).frozen(3, 7).of(Ops::sub),
        row(Operator.MUL, "same shape").wanted(3, 7).wanted(3, 7).of(Ops::mul),
        row(Operator.MUL, "both spread").wanted(7, 1, "N=3").wanted(13, 1).of(Ops::mul),
        row(Operator.MUL, "scalar").wanted("N=3", 7).wanted().of(Ops::mul),
        row(Operator.MUL, "by itself").wanted(3, 7).of((Ops ops, Value x) -> ops.mul(x, x)),
        row(Operator.MUL, "right frozen").wanted(1, 7).frozen(3, 7).of(Ops::mul),
        row(Operator.DIV, "same shape").wanted(3, 7).positive(3, 7).of(Ops::div),
        row(Operator.DIV, "row by column").wanted(1, "N=7").positive(13, 1).of(Ops::div),
        row(Operator.DIV, "scalar by tensor").wanted().positive("N=3", 7).of(Ops::div),
        row(Operator.DIV, "dividend frozen").frozen(3, 7).positive(7).of(Ops::div),
        row(Operator.DIV, "divisor frozen").wanted(7).frozen(3, 7).of(Ops::div));
  }

  private static Stream<GradientCase> functions() {
    return Stream.of(
        row(Operator.NEG, "").wanted("N=3", 7).of((ops, x) -> ops.apply(Operator.NEG, x)),
        row(Operator.SQRT, "").positive("N=3", 7).of((ops, x) -> ops.apply(Operator.SQRT, x)),
        row(Operator.EXP, "").wanted(1, 13).of((ops, x) -> ops.apply(Operator.EXP, x)),
        row(Operator.LOG, "").positive("N=13").of((ops, x) -> ops.apply(Operator.LOG, x)),
        row(Operator.SIGMOID, "").wanted(3, 7).of((ops, x) -> ops.apply(Operator.SIGMOID, x)),
        row(Operator.ERF, "").wanted("N=3", 7).of((ops, x) -> ops.apply(Operator.ERF, x)),
        row(Operator.QUICK_GELU, "QuickGELU").wanted("N=3", 7).of((o, x) -> o.quickGelu(x, 1.702)),
        row(Operator.QUICK_GELU, "SiLU").wanted("N=3", 7).of((o, x) -> o.quickGelu(x, 1)),
        row(Operator.QUICK_GELU, "steep").wanted(13).of((o, x) -> o.quickGelu(x, 3)),
        row(Operator.WHERE, "same shape").mask(3, 7).wanted(3, 7).wanted(3, 7).of(Ops::where),
        row(Operator.WHERE, "spread").mask(3, "N=7").wanted().wanted(13, 1, 1).of(Ops::where),
        row(Operator.WHERE, "no frozen").mask("N=3", 1).wanted(7).frozen().of(Ops::where),
        row(Operator.WHERE, "yes frozen").mask(7).frozen(7).wanted(3, 7).of(Ops::where),
        row(Operator.WHERE, "condition computed from what is wanted")
            .wanted(3, 7)
            .of(
                (ops, x) ->
                    ops.where(ops.lessOrEqual(x, ops.builder().real(0)), x, square(ops, x))),
        row(Operator.CAST, "there and back").wanted("N=3", 7).of(GradientCases::castTwice));
  }

  private static Value square(Ops ops, Value x) {
    return ops.mul(x, x);
  }

  /** From float to double and back, or the other way round: the wider one keeps all digits. */
  private static Value castTwice(Ops ops, Value x) {
    return ops.cast(ops.cast(x, ElementType.DOUBLE), x.element());
  }

  private static Stream<GradientCase> products() {
    return Stream.of(
        row(Operator.MAT_MUL, "matrices").wanted("N=3", 7).wanted(7, 13).of(Ops::matMul),
        row(Operator.MAT_MUL, "inner symbol").wanted(3, "K=7").wanted("K=7", 1).of(Ops::matMul),
        row(Operator.MAT_MUL, "batches").wanted("B=2", 3, 7).wanted("B=2", 7, 1).of(Ops::matMul),
        row(Operator.MAT_MUL, "batch times matrix")
            .wanted("B=3", 1, 7)
            .wanted(7, 13)
            .of(Ops::matMul),
        row(Operator.MAT_MUL, "both batches spread")
            .wanted("B=3", 1, 7, 2)
            .wanted("C=2", 2, 3)
            .of(Ops::matMul),
        row(Operator.MAT_MUL, "left frozen").frozen(3, 7).wanted(7, 3).of(Ops::matMul),
        row(Operator.MAT_MUL, "right frozen").wanted(1, 7).frozen(7, 3).of(Ops::matMul),
        row(Operator.MAT_MUL, "by its own transpose")
            .wanted(3, "N=7")
            .of((ops, x) -> ops.matMul(x, ops.transposeLast(x))),
        gemm("plain", false).wanted("N=3", 7).wanted(7, 13).of((ops, a, b) -> plain(ops, a, b)),
        gemm("B transposed", true).wanted(3, 7).wanted(13, 7).of((ops, a, b) -> turned(ops, a, b)),
        gemm("weight frozen", true).wanted(3, 7).frozen(1, 7).of((ops, a, b) -> turned(ops, a, b)),
        gemm("input frozen", true).frozen(3, 7).wanted(13, 7).of((ops, a, b) -> turned(ops, a, b)),
        gemm("row of biases", true).wanted("N=3", 7).wanted(13, 7).wanted(13).of(Ops::linear),
        gemm("column of biases", true).wanted(3, 7).wanted(13, 7).wanted(3, 1).of(Ops::linear),
        gemm("one bias", true).wanted(3, 7).wanted(13, 7).wanted().of(Ops::linear),
        gemm("bias not transposed", false)
            .wanted(3, 7)
            .wanted(7, 1)
            .wanted(1, 1)
            .of((ops, a, b, c) -> ops.gemm(a, b, c, false)),
        gemm("only the bias", true).frozen(3, 7).frozen(13, 7).wanted(1, 13).of(Ops::linear));
  }

  private static GradientCase.Row gemm(String title, boolean transposed) {
    return row(Operator.GEMM, title + (transposed ? ", Bᵀ" : ", B"));
  }

  private static Value plain(Ops ops, Value a, Value b) {
    return ops.gemm(a, b, null, false);
  }

  private static Value turned(Ops ops, Value a, Value b) {
    return ops.gemm(a, b, null, true);
  }

  private static Stream<GradientCase> moves() {
    Dim n = new Dim.Symbol("N");
    return Stream.of(
        row(Operator.RESHAPE, "known").wanted(3, 14).of((o, x) -> o.reshape(x, Shape.of(7, 1, 6))),
        row(Operator.RESHAPE, "symbol kept")
            .wanted("N=3", 14)
            .of((ops, x) -> ops.reshape(x, Shape.of("N", 2, 7))),
        row(Operator.RESHAPE, "axes joined into a new symbol")
            .wanted("N=3", "M=7", 2)
            .of((ops, x) -> ops.reshape(x, Shape.of("N*M", 2))),
        row(Operator.TRANSPOSE, "cycle").wanted(3, "N=7", 13).of((o, x) -> o.transpose(x, 2, 0, 1)),
        row(Operator.TRANSPOSE, "heads")
            .wanted("N=2", 3, 1, 7)
            .of((o, x) -> o.transpose(x, 0, 2, 1, 3)),
        row(Operator.CONCAT, "known")
            .wanted(3, 7)
            .wanted(3, 1)
            .of((ops, a, b) -> ops.concat(1, new Dim.Fixed(8), a, b)),
        row(Operator.CONCAT, "parts of one shape")
            .wanted("N=3", 7)
            .wanted("N=3", 7)
            .of((ops, a, b) -> ops.concat(1, new Dim.Fixed(14), a, b)),
        row(Operator.CONCAT, "symbols")
            .wanted("N=3", 7)
            .wanted("M=1", 7)
            .of((ops, a, b) -> ops.concat(0, new Dim.Symbol("N+M"), a, b)),
        row(Operator.CONCAT, "the same value twice, around a frozen one")
            .wanted("N=3", 1)
            .frozen("N=3", 7)
            .of((ops, a, b) -> ops.concat(1, new Dim.Fixed(9), a, b, a)),
        row(Operator.SPLIT, "all parts")
            .wanted("N=3", 13)
            .all((ops, in) -> ops.split(in.get(0), 1, fixed(1), fixed(7), fixed(5))),
        row(Operator.SPLIT, "first part unused")
            .wanted(13, 3)
            .of((ops, x) -> ops.split(x, 0, fixed(6), fixed(7)).get(1)),
        row(Operator.SPLIT, "symbol, last part unused")
            .wanted("N=3", "N=3")
            .of((ops, x) -> ops.split(x, 1, n, fixed(0)).get(0)),
        row(Operator.GATHER, "repeated and unused")
            .wanted("N=7", 3)
            .whole(new long[] {5, 0, 5, 5, 1}, "K=5")
            .of(Ops::gather),
        row(Operator.GATHER, "square of indices")
            .wanted(7, 1, 2)
            .whole(new long[] {6, 6, 0, 2, 2, 2}, 2, 3)
            .of(Ops::gather),
        row(Operator.GATHER, "square of unknown extents")
            .wanted("N=7")
            .whole(new long[] {6, 6, 0, 2, 2, 2}, "C=3", "S=2")
            .of(Ops::gather),
        row(Operator.GATHER, "one index").wanted(7, 3).whole(new long[] {4}).of(Ops::gather),
        row(Operator.GATHER, "rearranged")
            .wanted("N=3", 7)
            .whole(new long[] {2, 0, 1}, "N=3")
            .whole(new long[] {1, 2, 0}, "N=3")
            .of((ops, x, to, back) -> ops.gather(x, new Rearrangement(to, back, true))),
        row(Operator.GATHER, "rearranged to a grid with a pad, two slices left out")
            .wanted("N=5", 3)
            .whole(new long[] {2, 0, 0, 3}, 2, 2)
            .whole(new long[] {1, 4, 0, 3, 4}, "N=5")
            .of(GradientCases::padded),
        row(Operator.EXPAND, "scalar").wanted().of((ops, x) -> ops.expand(x, Shape.of(3, 7))),
        row(Operator.EXPAND, "inner axis and a new one")
            .wanted("N=3", 1, 7)
            .of((ops, x) -> ops.expand(x, Shape.of(2, "N", 13, 7))),
        row(Operator.EXPAND, "to a symbol of another value")
            .wanted(1, 7)
            .frozen("N=13")
            .of((ops, x, other) -> ops.expand(x, Shape.of(3, "N", 7))));
  }

  /** The pad's copy of slice 0, at [1, 0], counts for nothing. */
  private static Value padded(Ops ops, Value x, Value indices, Value inverse) {
    Value grid = ops.gather(x, new Rearrangement(indices, inverse, false));
    return ops.mul(grid, ops.builder().reals(new long[] {2, 2, 1}, 1, 1, 0, 1));
  }

  private static Dim fixed(long extent) {
    return new Dim.Fixed(extent);
  }

  private static Stream<GradientCase> rows() {
    return Stream.of(
        row(Operator.REDUCE_SUM, "one axis").wanted(3, 7).of((o, x) -> o.reduceSum(x, false, 1)),
        row(Operator.REDUCE_SUM, "kept").wanted("N=3", 7).of((o, x) -> o.reduceSum(x, true, 0)),
        row(Operator.REDUCE_SUM, "several axes")
            .wanted("N=3", 7, "M=2", 1)
            .of((ops, x) -> ops.reduceSum(x, false, -2, 0)),
        row(Operator.REDUCE_SUM, "all axes").wanted(3, 7).of((o, x) -> o.reduceSum(x, false, 0, 1)),
        row(Operator.REDUCE_MEAN, "one axis").wanted(3, 7).of((o, x) -> o.reduceMean(x, true, -1)),
        row(Operator.REDUCE_MEAN, "symbol").wanted("N=13").of((o, x) -> o.reduceMean(x, false, 0)),
        row(Operator.REDUCE_MEAN, "several axes")
            .wanted("N=3", 7, "M=2", 1)
            .of((ops, x) -> ops.reduceMean(x, true, 2, 0, 1)),
        row(Operator.SOFTMAX, "").wanted("N=3", 1, 7).of(Ops::softmax),
        row(Operator.SOFTMAX, "one class").wanted(13, 1).frozen(13, 1).of(GradientCases::onto),
        row(Operator.SOFTMAX, "masked").mask(13, 7).wanted(13, 7).of(GradientCases::masked),
        row(Operator.LOG_SOFTMAX, "").wanted("N=3", 13).of(Ops::logSoftmax),
        row(Operator.LOG_SOFTMAX, "of rank one").wanted(7).of(Ops::logSoftmax),
        norm("gain").wanted("N=3", 7).wanted(7).of((ops, x, g) -> norm(ops, x, g, null)),
        norm("gain, bias").wanted(2, "N=3", 7).wanted(7).wanted(7).of(GradientCases::norm),
        norm("frozen gain, bias").wanted(3, 13).frozen(13).frozen(13).of(GradientCases::norm),
        norm("frozen rows").frozen(3, 13).wanted(13).wanted(13).of(GradientCases::norm),
        norm("only bias").frozen(3, 13).frozen(13).wanted(13).of(GradientCases::norm),
        row(Operator.CENTRED_NORMALIZATION, "between centred neighbours")
            .wanted("N=3", 7)
            .of(GradientCases::centredNorm),
        row(Operator.CENTRED_NORMALIZATION, "rank three")
            .wanted(2, 3, 13)
            .of(GradientCases::centredNorm));
  }

  /** A softmax over one class is constant, so only its product with something else shows. */
  private static Value onto(Ops ops, Value x, Value other) {
    return ops.add(ops.softmax(x), ops.mul(x, other));
  }

  private static Value masked(Ops ops, Value mask, Value x) {
    return ops.softmax(ops.where(mask, x, ops.builder().real(-1e9)));
  }

  private static GradientCase.Row norm(String title) {
    return row(Operator.LAYER_NORMALIZATION, title);
  }

  private static Value norm(Ops ops, Value x, Value gain, @Nullable Value bias) {
    return ops.layerNormalization(x, gain, bias, 1e-5);
  }

  private static Value centredNorm(Ops ops, Value x) {
    return centre(ops, ops.centredNormalization(centre(ops, x), 1e-5));
  }

  private static Value centre(Ops ops, Value x) {
    return ops.sub(x, ops.reduceMean(x, true, -1));
  }

  private static Stream<GradientCase> composites() {
    return Stream.of(
        row(Operator.ADD, "two ways to the output, of different lengths")
            .wanted("N=3", 7)
            .of((ops, x) -> ops.add(x, ops.apply(Operator.EXP, ops.apply(Operator.NEG, x)))),
        row(Operator.MUL, "two outputs of one value")
            .wanted("N=3", 7)
            .all((ops, in) -> List.of(ops.mul(in.get(0), in.get(0)), ops.softmax(in.get(0)))),
        row(Operator.EXP, "an output that another output reads")
            .wanted(3, 7)
            .all(GradientCases::chain));
  }

  private static List<Value> chain(Ops ops, List<Value> in) {
    Value first = ops.apply(Operator.EXP, in.get(0));
    return List.of(first, ops.apply(Operator.SIGMOID, first));
  }
}
