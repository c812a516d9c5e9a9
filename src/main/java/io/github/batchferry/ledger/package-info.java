/**
 * What is true of a job: the numbered entries, the events in them, and the fold over both. Nothing outside of this package
 * changes a state: others append events.
 */
@NullMarked
package io.github.batchferry.ledger;

import org.jspecify.annotations.NullMarked;
