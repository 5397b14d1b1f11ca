/**
 * What is to be learned: tasks, their classes, the images that show them, and few-shot samples.
 *
 * <p>Start at {@link Dataset}, which reads a task file and finds its images; {@link TaskSet} is
 * what training needs of it. A class is numbered twice: inside its task (labels) and over all tasks
 * (the task's {@linkplain TaskSet#offset offset} added). Images are sorted by split and path; what
 * a list names also keeps its {@linkplain ListPlace place} there. Everything here is immutable and
 * independent of locale, clock and thread count.
 *
 * <p>A user's mistake is an {@link org.softcpt.models.io.InvalidInputException} of one line that
 * names file, task and key; a wrong argument is an {@link IllegalArgumentException}.
 */
@NullMarked
package org.softcpt.trainer.task;

import org.jspecify.annotations.NullMarked;
