/** x. */
@NullMarked
package org.softcpt.trainer.training;

import org.jspecify.annotations.NullMarked;
