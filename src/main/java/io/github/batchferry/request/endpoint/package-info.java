/**
 * What differs from endpoint to endpoint of the Batch API: one class for each, and {@link
 * io.github.batchferry.request.endpoint.Endpoints} lists them.
 */
@NullMarked
package io.github.batchferry.request.endpoint;

import org.jspecify.annotations.NullMarked;
