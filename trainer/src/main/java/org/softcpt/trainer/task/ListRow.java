package org.softcpt.trainer.task;

/**
 * What one entry of a list says about one task.
 *
 * @param where the entry, for messages, e.g. {@code line 17} or {@code train[3]}
 * @param order number of the entry in its list, from 0, those of other tasks counted
 * @param path as the list has it
 * @param split what the image may be used for
 * @param label id of the class
 */
record ListRow(String where, int order, String path, Split split, String label) {}
