/**
 * The verbs on the ledger: buy, cancel, resolve, retry, and {@code advance()} that moves a job. {@code seal} makes a write
 * part of it, {@code plan} packs it into batches, {@code dryrun} says what they would be, {@code lines} streams what a batch
 * holds, {@code collect} takes its answers, {@code verify} proves them.
 */
@NullMarked
package io.github.batchferry.job;

import org.jspecify.annotations.NullMarked;
