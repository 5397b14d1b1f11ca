/** Dynamic batching: images that arrive one by one are encoded together. */
@NullMarked
package org.softcpt.runtime.batching;

import org.jspecify.annotations.NullMarked;
