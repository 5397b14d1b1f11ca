package org.softcpt.models.pickle;

/** Python's {@code None}. */
public enum PickleNone {
  /** The only one. */
  NONE
}
