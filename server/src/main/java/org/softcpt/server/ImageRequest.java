package org.softcpt.server;

import java.util.List;
import java.util.Optional;

/**
 * What a sender asks about images.
 *
 * @param bundle its name, if given
 * @param tasks ids; all if empty
 * @param top classes of a task, the likeliest first; all in the task's order if missing
 * @param images at least one
 */
record ImageRequest(
    Optional<String> bundle, List<String> tasks, Optional<Integer> top, List<NamedImage> images) {}
