package org.softcpt.trainer.experiment;

import java.time.Duration;

/**
 * Lets a run begin when there is memory for it. What a run needs is what the first one, alone, made
 * the process grow by; until that is known, none begins beside it. One run may always go on.
 */
final class Admission {

  /** Room above the need that was measured: other methods may need somewhat more. */
  private static final double RESERVE = 1.25;

  /** Other processes take and give memory without telling. */
  private static final long LOOK_AGAIN_MILLIS = Duration.ofSeconds(1).toMillis();

  private static final long UNKNOWN = -1;

  private final ProcessMemory memory;
  private long need;
  private long residentBefore;
  private int running;

  private Admission(ProcessMemory memory, long need) {
    this.memory = memory;
    this.need = need;
  }

  static Admission measuring(ProcessMemory memory) {
    return new Admission(memory, UNKNOWN);
  }

  /** The user said how many runs there shall be at once. */
  static Admission always(ProcessMemory memory) {
    return new Admission(memory, 0);
  }

  synchronized void enter() throws InterruptedException {
    while (!mayBegin()) {
      wait(LOOK_AGAIN_MILLIS);
    }
    running++;
    residentBefore = memory.resident().orElse(0);
  }

  /**
   * Ends a run.
   *
   * @param measured whether it worked all the time, so that it shows what a run needs
   */
  synchronized void leave(boolean measured) {
    running--;
    if (need == UNKNOWN && measured) {
      need = Math.max(0, memory.peak().orElse(0) - residentBefore);
    }
    notifyAll();
  }

  private boolean mayBegin() {
    if (running == 0) {
      return true;
    }
    return need != UNKNOWN && memory.available().orElse(Long.MAX_VALUE) >= RESERVE * need;
  }
}
