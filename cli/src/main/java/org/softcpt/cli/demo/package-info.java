/**
 * The embedded demo: a small CLIP of our own, and few-shot tasks drawn for it.
 *
 * <p>Start at {@link org.softcpt.cli.demo.DemoTasks} (pictures and task file) and {@link
 * org.softcpt.cli.demo.DemoWeights} (the weights). A {@code Scene} says what a picture shows, a
 * {@code SceneDrawer} draws it; the same drawer made the pictures that the weights were trained on
 * (docs/demo-clip.md). Everything random comes from a seeded generator.
 */
@NullMarked
package org.softcpt.cli.demo;

import org.jspecify.annotations.NullMarked;
