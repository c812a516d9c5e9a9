/**
 * How a provider speaks where it does not speak as OpenAI does. A dialect is a list of quirks; it alters what is heard and
 * said, and a few rules, never what is billed. It stands around the worlds: what they say is spoken in it.
 */
@NullMarked
package io.github.batchferry.emulator.dialect;

import org.jspecify.annotations.NullMarked;
