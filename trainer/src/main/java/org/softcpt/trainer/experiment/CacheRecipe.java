package org.softcpt.trainer.experiment;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an experiment makes its cache, if it is not there yet.
 *
 * @param tasks the task file
 * @param root where the images are; default is what the task file says
 * @param views randomly cropped and flipped views of each training image beside the plain one
 * @param seed which crops and flips
 * @param local whether features of every place are kept, because a method needs them
 */
public record CacheRecipe(Path tasks, Optional<Path> root, int views, long seed, boolean local) {}
