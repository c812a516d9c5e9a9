/** {@code dev/crash}: drivers that die at every step, in every order, with everything going wrong, and what is left. */
package io.github.batchferry.crash;
