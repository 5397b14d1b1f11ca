/** What the tests of graphs share. Start at {@link OnnxRun}: it runs a graph in ONNX Runtime. */
@NullMarked
package org.softcpt.onnx.testing;

import org.jspecify.annotations.NullMarked;
