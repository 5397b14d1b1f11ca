package org.softcpt.runtime;

/**
 * How likely a class is.
 *
 * @param name the class's name
 * @param probability 0 to 1; those of a task's classes sum to 1
 */
public record ClassProbability(String name, double probability) {}
