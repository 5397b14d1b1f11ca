package org.softcpt.server;

/**
 * An image of a request.
 *
 * @param name what the answer calls it: its file name, or its number from 0
 * @param content an image file's bytes; not copied
 */
record NamedImage(String name, byte[] content) {}
