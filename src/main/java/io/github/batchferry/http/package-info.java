/** The only place that knows OkHttp: the Files and Batches API over HTTP. */
@NullMarked
package io.github.batchferry.http;

import org.jspecify.annotations.NullMarked;
