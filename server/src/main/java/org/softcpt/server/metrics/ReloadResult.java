package org.softcpt.server.metrics;

import java.util.Locale;

/** What came of an attempt to replace a bundle. */
public enum ReloadResult {
  /** The new version answers. */
  SWAPPED,
  /** It was the version that answers already. */
  UNCHANGED,
  /** The new version is broken; the old one answers. */
  REFUSED;

  /** As in labels: in small letters. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
