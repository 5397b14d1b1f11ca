package org.softcpt.trainer.report;

import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.runtime.SessionOptions;

/**
 * What to report on.
 *
 * @param source a run's or an experiment's folder
 * @param out the page to write
 * @param images the folder that the images' paths start from; without it no picture is shown
 * @param model the model, if it is no longer where the run found it
 * @param session where and with how many threads the text graphs run
 * @param generator program and version, for the page's foot
 */
public record ReportRequest(
    Path source,
    Path out,
    Optional<Path> images,
    Optional<Path> model,
    SessionOptions session,
    String generator) {}
