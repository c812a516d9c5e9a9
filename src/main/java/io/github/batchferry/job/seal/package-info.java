/** Makes a write part of a job: ids once, fingerprint, the seal. */
@NullMarked
package io.github.batchferry.job.seal;

import org.jspecify.annotations.NullMarked;
