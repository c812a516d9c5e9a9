/** Tokens, where they are kept, and what hides them in every text that people see. */
@NullMarked
package io.github.batchferry.secret;

import org.jspecify.annotations.NullMarked;
