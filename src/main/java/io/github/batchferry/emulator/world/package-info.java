/**
 * What a server may do that its documentation does not forbid. A world is some of these freedoms; it alters what is
 * said and when, never what is billed.
 */
@NullMarked
package io.github.batchferry.emulator.world;

import org.jspecify.annotations.NullMarked;
