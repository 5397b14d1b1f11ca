package org.softcpt.trainer.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticTest {

  @ParameterizedTest // the 97.5 % quantile by degrees of freedom, from a printed table
  @CsvSource({"2, 12.706", "3, 4.303", "4, 3.182", "5, 2.776", "10, 2.262", "31, 2.042"})
  void theIntervalIsStudents(int count, double quantile) {
    List<Double> values = DoubleStream.iterate(0.1, x -> x + 0.02).limit(count).boxed().toList();
    Statistic statistic = Statistic.of(values);
    double expected = quantile * statistic.deviation().orElseThrow() / Math.sqrt(count);
    double rounding = 0.0005 / quantile; // the table has three decimals
    assertEquals(expected, statistic.interval().orElseThrow(), 1.01 * rounding * expected);
  }

  @Test // by hand: deviations -2, 0, 2, so the variance is 8 / 2
  void theDeviationIsThatOfASample() {
    Statistic statistic = Statistic.of(List.of(3.0, 5.0, 7.0));
    assertEquals(5, statistic.mean());
    assertEquals(2, statistic.deviation().orElseThrow());
  }

  @Test
  void oneValueHasNoSpread() {
    Statistic statistic = Statistic.of(List.of(0.5));
    assertEquals(0.5, statistic.mean());
    assertTrue(statistic.deviation().isEmpty());
    assertTrue(statistic.interval().isEmpty());
  }

  @Test
  void equalValuesHaveNoWidth() {
    assertEquals(0, Statistic.of(List.of(0.25, 0.25, 0.25)).interval().orElseThrow());
    assertThrows(IllegalArgumentException.class, () -> Statistic.of(List.of()));
  }

  @ParameterizedTest
  @CsvSource({"0.8, 0.8, 0.8", "1, 0, 0", "0, 0, 0", "0.5, 1, 0.6666666666666666"})
  void theHarmonicMeanLeansToTheSmaller(double base, double other, double expected) {
    assertEquals(expected, Statistic.harmonic(base, other), 1e-15);
    assertEquals(Statistic.harmonic(base, other), Statistic.harmonic(other, base));
    assertTrue(Statistic.harmonic(base, other) <= (base + other) / 2 + 1e-15);
  }
}
