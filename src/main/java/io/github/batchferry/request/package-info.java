/** First step of a row's way: the values of a row become one request line. Knows neither Spark nor files. */
@NullMarked
package io.github.batchferry.request;

import org.jspecify.annotations.NullMarked;
