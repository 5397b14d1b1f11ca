package org.softcpt.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one stage showed.
 *
 * @param rate requests a second that were asked for
 * @param seconds it was sent for
 * @param processor seconds of processor time the server had from the first request to the last
 *     answer: on a busy machine a better measure of its work than time; NaN if unknown
 * @param tally what became of the requests
 */
record StageReport(double rate, double seconds, double processor, Tally tally) {

  /** Right answers a second, while requests were being sent. */
  double goodput() {
    return tally.inTime() / seconds;
  }

  /** Whether every request was answered rightly or turned away. */
  boolean good() {
    return tally.count(Verdict.CROSSED) == 0
        && tally.count(Verdict.WRONG) == 0
        && tally.count(Verdict.FAILED) == 0
        && tally.count(Verdict.LOST) == 0
        && tally.count(Verdict.UNSENT) == 0;
  }

  /** For JSON. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("rate", rate);
    figures.put("seconds", seconds);
    figures.put("goodput", goodput());
    if (!Double.isNaN(processor)) {
      figures.put("server_processor_seconds", processor);
    }
    figures.putAll(tally.figures());
    return figures;
  }

  @Override
  public String toString() {
    return """
        %.1f requests/s for %.0f s: goodput %.1f/s; right %d, rejected %d, crossed %d, wrong %d, failed %d, lost %d, unsent %d
          answers    %s
          rejections %s
          client lag %s
          server     %.2f s of processor time, %.3f ms for each right answer
          causes     %s"""
        .formatted(
            rate,
            seconds,
            goodput(),
            tally.count(Verdict.RIGHT),
            tally.count(Verdict.REJECTED),
            tally.count(Verdict.CROSSED),
            tally.count(Verdict.WRONG),
            tally.count(Verdict.FAILED),
            tally.count(Verdict.LOST),
            tally.count(Verdict.UNSENT),
            tally.right(),
            tally.rejected(),
            tally.lag(),
            processor,
            1000 * processor / tally.count(Verdict.RIGHT),
            tally.causes());
  }
}
