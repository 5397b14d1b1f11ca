package org.softcpt.trainer.cache;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.softcpt.trainer.task.Split;

/**
 * An image that was left out because it could not be read.
 *
 * @param path relative to the tasks' root
 * @param sha256 digest of its bytes; empty if not even those could be read
 * @param split what it would have been used for
 * @param reason one line
 */
@JsonPropertyOrder({"path", "sha256", "split", "reason"})
public record SkippedImage(String path, String sha256, Split split, String reason) {}
