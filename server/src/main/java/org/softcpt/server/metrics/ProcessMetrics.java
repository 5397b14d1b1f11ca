package org.softcpt.server.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.ManagementFactory;

/**
 * The process: resident memory and processor time by the names Prometheus' own clients give them,
 * Java's heap, direct buffers, collector, threads and files by Micrometer's.
 */
final class ProcessMetrics implements AutoCloseable {

  private final JvmGcMetrics collector = new JvmGcMetrics();

  ProcessMetrics(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
    if (ResidentMemory.bytes().isPresent()) {
      Gauge.builder("process.resident.memory", () -> ResidentMemory.bytes().orElse(0))
          .baseUnit("bytes")
          .description("Resident memory: heap, native memory, mapped files")
          .register(registry);
    }
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, s -> s.getProcessCpuTime() / 1e9)
          .baseUnit("seconds")
          .description("Processor time of the process")
          .register(registry);
    }
  }

  /** Stops listening to the collector. */
  @Override
  public void close() {
    collector.close();
  }
}
