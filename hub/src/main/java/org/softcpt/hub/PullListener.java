package org.softcpt.hub;

/** Hears how a pull goes. */
public interface PullListener {

  /**
   * The choice is made, nothing is downloaded yet.
   *
   * @param earlier bytes that are there from earlier pulls
   * @param total bytes of all files chosen
   */
  void begin(long earlier, long total);

  /**
   * More is there.
   *
   * @param done bytes that are there now
   * @param total bytes of all files chosen
   * @param file the one being downloaded
   */
  void progress(long done, long total, String file);

  /**
   * Something a user should know, that is not an error.
   *
   * @param text one line
   */
  void note(String text);
}
