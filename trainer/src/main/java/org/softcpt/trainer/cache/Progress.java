package org.softcpt.trainer.cache;

import java.time.Duration;

/**
 * How far a build is. What counts are views: encoder inputs, 1 per image and N more per training
 * image.
 *
 * @param done views finished, those of an earlier run included
 * @param earlier views among these that an earlier run finished
 * @param total views in all
 * @param perSecond views this run encoded per second; 0 before the first
 * @param left estimated time left; zero if unknown
 */
public record Progress(long done, long earlier, long total, double perSecond, Duration left) {}
