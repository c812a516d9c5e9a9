/** Saves what the answers of a collected batch hold or point to as files beside its results. */
@NullMarked
package io.github.batchferry.job.asset;

import org.jspecify.annotations.NullMarked;
