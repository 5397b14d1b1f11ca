package org.softcpt.runtime.batching;

/**
 * An image's feature and how long it took.
 *
 * @param feature {@code [D]}, not normalised; not copied
 * @param waited nanoseconds in the queue
 * @param ran nanoseconds of the batch's run
 */
public record EncodedImage(float[] feature, long waited, long ran) {}
