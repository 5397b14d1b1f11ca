package org.softcpt.trainer.experiment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AdmissionTest {

  private final AtomicLong available = new AtomicLong(1000);
  private final AtomicLong used = new AtomicLong(100);

  private final ProcessMemory memory =
      new ProcessMemory() {
        @Override
        public OptionalLong available() {
          return OptionalLong.of(available.get());
        }

        @Override
        public OptionalLong resident() {
          return OptionalLong.of(used.get());
        }

        @Override
        public OptionalLong peak() {
          return OptionalLong.of(used.get());
        }
      };

  @Test
  void theFirstRunIsAlone() throws Exception {
    Admission admission = Admission.measuring(memory);
    admission.enter();
    Thread second = entering(admission);
    second.join(300);
    assertTrue(second.isAlive());
    used.set(500); // the first needed 400
    admission.leave(true);
    second.join();
    Thread third = entering(admission); // 1000 are enough for 1.25 times 400
    third.join();
  }

  @Test
  void waitsUntilThereIsMemory() throws Exception {
    Admission admission = Admission.measuring(memory);
    admission.enter();
    used.set(1000);
    admission.leave(true); // needed 900, 1.25 times that is more than there is
    admission.enter();
    Thread second = entering(admission);
    second.join(300);
    assertTrue(second.isAlive());
    available.set(1125);
    second.join(TimeUnit.SECONDS.toMillis(10));
    assertFalse(second.isAlive());
  }

  @Test
  void aRunThatFailedMeasuresNothing() throws Exception {
    Admission admission = Admission.measuring(memory);
    admission.enter();
    admission.leave(false);
    admission.enter();
    Thread second = entering(admission);
    second.join(300);
    assertTrue(second.isAlive());
    admission.leave(true);
    second.join();
  }

  @Test
  void theUsersNumberIsNotDoubted() throws Exception {
    available.set(0);
    Admission admission = Admission.always(memory);
    admission.enter();
    admission.enter();
  }

  @Test
  void linuxTellsOfThisProcess() {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux"), "reads /proc");
    ProcessMemory here = ProcessMemory.ofThisProcess();
    assertTrue(here.resident().orElseThrow() > 10_000_000); // a JVM
    assertTrue(here.peak().orElseThrow() >= here.resident().orElseThrow() / 2);
    assertTrue(here.available().orElseThrow() > 0);
  }

  private static Thread entering(Admission admission) {
    Thread thread =
        new Thread(
            () -> {
              try {
                admission.enter();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
