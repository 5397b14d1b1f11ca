package org.softcpt.models.pickle;

import java.util.List;

/**
 * A Python tuple.
 *
 * @param items what it holds; copied
 */
public record PickleTuple(List<Object> items) {

  /** Copies the items. */
  public PickleTuple {
    items = List.copyOf(items);
  }
}
