package org.softcpt.trainer.task;

import java.util.Map;

/**
 * An entry of a list of columns.
 *
 * @param line where it begins, from 1
 * @param cells texts by column; copied
 */
record ListRecord(int line, Map<String, String> cells) {

  ListRecord {
    cells = Map.copyOf(cells);
  }
}
