package org.softcpt.trainer.experiment;

import java.nio.file.Path;
import org.softcpt.runtime.SessionOptions;

/**
 * What to run. See {@link Experiment#run}.
 *
 * @param plan what the file asks for
 * @param out the experiment folder; new, empty, or one of an earlier experiment, whose runs are
 *     used where they are the same
 * @param session where and with how many threads each run computes; 0 threads: the cores, divided
 *     by the number of runs at once
 */
public record ExperimentRequest(ExperimentPlan plan, Path out, SessionOptions session) {}
