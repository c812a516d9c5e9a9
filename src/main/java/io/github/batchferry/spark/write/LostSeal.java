package io.github.batchferry.spark.write;

import io.github.batchferry.ledger.Event;

/**
 * A write that could not be sealed, and whose staging is swept.
 *
 * @param rival the sealed write that excludes it
 * @param fingerprint of what was staged
 */
record LostSeal(Event.WriteSealed rival, String fingerprint) {}
