package org.softcpt.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Watches how much of another process is resident, every second, as Linux counts it. */
final class ResidentMemory implements AutoCloseable {

  private final Path status;
  private final List<Trend.Point> points = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "resident memory");
            thread.setDaemon(true);
            return thread;
          });
  private final long start = System.nanoTime();

  /** Starts watching. */
  ResidentMemory(long process) {
    status = Path.of("/proc", Long.toString(process), "status");
    sample(); // fails here if there is no such process
    clock.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
  }

  private void sample() {
    double seconds = (System.nanoTime() - start) / 1e9;
    double resident = resident(status);
    synchronized (points) {
      points.add(new Trend.Point(seconds, resident));
    }
  }

  private static double resident(Path status) {
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(status + ": no VmRSS"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For JSON: MiB at start and end, the most, and the trend of the second half. */
  Map<String, Object> figures() {
    List<Trend.Point> all = all();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("samples", all.size());
    figures.put("first_mib", all.get(0).y());
    figures.put("last_mib", all.get(all.size() - 1).y());
    figures.put("most_mib", all.stream().mapToDouble(Trend.Point::y).max().orElseThrow());
    figures.put("series_mib", thinned(all));
    if (all.size() >= 8) {
      Trend trend = secondHalf();
      figures.put("second_half_slope_mib_per_minute", 60 * trend.slope());
      figures.put("second_half_slope_error_mib_per_minute", 60 * trend.error());
    }
    return figures;
  }

  /** MiB a second, once caches, heap and compiled code have their size. */
  Trend secondHalf() {
    List<Trend.Point> all = all();
    return Trend.of(all.subList(all.size() / 2, all.size()));
  }

  private static List<Long> thinned(List<Trend.Point> all) {
    int step = Math.max(1, all.size() / 60);
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      kept.add(Math.round(all.get(i).y()));
    }
    return kept;
  }

  private List<Trend.Point> all() {
    synchronized (points) {
      return List.copyOf(points);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
