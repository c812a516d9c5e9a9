/** What goes wrong by a script: a rule, where it fires, what it does. */
@NullMarked
package io.github.batchferry.emulator.fault;

import org.jspecify.annotations.NullMarked;
