/**
 * The {@code softcpt} command: one class per subcommand, and what they share.
 *
 * <p>Start at {@link org.softcpt.cli.Softcpt}: it picks the {@link org.softcpt.cli.Command}, parses
 * its options and turns every failure into an exit code and one line. A command reads its {@link
 * org.softcpt.cli.Arguments}, calls the other modules, and prints results to the {@link
 * org.softcpt.cli.Terminal}'s {@code out} and everything else to its {@code err}.
 *
 * <p>Nothing depends on this package.
 */
@NullMarked
package org.softcpt.cli;

import org.jspecify.annotations.NullMarked;
