/** Where one-line messages for people go. */
@NullMarked
package io.github.batchferry.notice;

import org.jspecify.annotations.NullMarked;
