/** Processes that tests start, and what bounds them. */
@org.jspecify.annotations.NullMarked
package io.github.batchferry.child;
