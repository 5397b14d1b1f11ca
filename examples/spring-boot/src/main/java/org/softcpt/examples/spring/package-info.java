/**
 * A bundle behind a Spring Boot controller.
 *
 * <p>Start at {@code ClassifierConfiguration}: it is all the wiring.
 */
@NullMarked
package org.softcpt.examples.spring;

import org.jspecify.annotations.NullMarked;
