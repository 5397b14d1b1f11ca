/**
 * Self-contained HTML pages about runs and experiments.
 *
 * <p>Start at {@link org.softcpt.trainer.report.Report}. A page loads nothing: charts are SVG
 * inside it, drawn by JFreeChart and written by Batik; pictures are data URIs; there is no script.
 * Colours are CSS variables, so that one page serves light and dark. Everything that users name
 * goes through j2html or the DOM, which escape it. Every chart has a table with its numbers.
 */
@NullMarked
package org.softcpt.trainer.report;

import org.jspecify.annotations.NullMarked;
