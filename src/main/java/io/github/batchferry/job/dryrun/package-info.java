/** What a job would buy, and what a server would refuse of it, before anything is bought. */
@NullMarked
package io.github.batchferry.job.dryrun;

import org.jspecify.annotations.NullMarked;
