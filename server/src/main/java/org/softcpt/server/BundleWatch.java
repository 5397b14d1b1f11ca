package org.softcpt.server;

import java.io.IOException;

/**
 * Looks at one bundle's folder. A version that was refused may be half copied, so it is tried
 * again, but after ever more looks: to check a large one that stays broken costs time.
 */
final class BundleWatch {

  private static final int LONGEST_PAUSE = 16;

  private final String name;
  private final Reloader reloader;
  private int pause;
  private int looksToSkip;

  BundleWatch(String name, Reloader reloader) {
    this.name = name;
    this.reloader = reloader;
  }

  /** One look; what goes wrong is counted and logged by the reloader, and tried again. */
  void look() {
    if (looksToSkip > 0) {
      looksToSkip--;
      return;
    }
    try {
      if (reloader.changed(name)) {
        reloader.now(name);
      }
      pause = 0;
    } catch (IOException | ApiException | RuntimeException e) {
      looksToSkip = pause;
      pause = Math.min(LONGEST_PAUSE, 2 * pause + 1);
    }
  }
}
