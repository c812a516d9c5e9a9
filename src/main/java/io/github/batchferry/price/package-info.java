/** What tokens cost: a dated table of prices, and sums of money that are exact. */
@NullMarked
package io.github.batchferry.price;

import org.jspecify.annotations.NullMarked;
