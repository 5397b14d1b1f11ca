package org.softcpt.server;

import java.util.List;
import org.softcpt.server.metrics.ReloadResult;

/**
 * What came of an attempt to replace a bundle.
 *
 * @param result whether it was replaced
 * @param lost tasks that were added to the old version and that the new one cannot answer
 */
record Reload(ReloadResult result, List<Lost> lost) {

  /**
   * A task that is not there any more.
   *
   * @param id its id
   * @param reason why, a line for people
   */
  record Lost(String id, String reason) {}

  Reload {
    lost = List.copyOf(lost);
  }
}
