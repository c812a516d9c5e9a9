/**
 * What answers one request line: built-in answers that are the same for the same body, one class for each endpoint, or an
 * upstream server.
 */
@NullMarked
package io.github.batchferry.emulator.answer;

import org.jspecify.annotations.NullMarked;
