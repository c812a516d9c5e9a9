/** Who answers: what is known of each provider before it is asked, and the address at which it is. */
@NullMarked
package io.github.batchferry.provider;

import org.jspecify.annotations.NullMarked;
