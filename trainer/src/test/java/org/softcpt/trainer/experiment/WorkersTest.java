package org.softcpt.trainer.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.SessionOptions;

class WorkersTest {

  private static final SessionOptions CPU = SessionOptions.on(Device.cpu());
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Test
  void thereAreNoMoreWorkersThanRunsOrCores() {
    assertEquals(1, Workers.of(Optional.empty(), CPU, 1).count());
    assertEquals(CORES, Workers.of(Optional.empty(), CPU, 1000).count());
    assertEquals(1, Workers.of(Optional.empty(), CPU, 1000).threads());
  }

  @Test
  void aSingleWorkerHasAllCores() {
    assertEquals(new Workers(1, 0), Workers.of(Optional.of(1), CPU, 1000));
    assertTrue(new Workers(1, 0).session(CPU).spinning());
    assertFalse(new Workers(2, 1).session(CPU).spinning());
  }

  @Test
  void whatTheUserAsksForHolds() {
    SessionOptions three = new SessionOptions(Device.cpu(), 3);
    assertEquals(new Workers(1000, 3), Workers.of(Optional.of(1000), three, 1));
    assertEquals(1, Workers.of(Optional.of(1000), CPU, 1).threads());
  }

  @Test
  void aGpuRunsOneAtATime() {
    assertEquals(1, Workers.of(Optional.empty(), SessionOptions.on(Device.cuda(0)), 9).count());
    assertEquals(2, Workers.of(Optional.of(2), SessionOptions.on(Device.cuda(0)), 9).count());
  }
}
