/** Create-if-absent and streams on each kind of file system. The only place besides {@code spark} that knows Hadoop. */
@NullMarked
package io.github.batchferry.store;

import org.jspecify.annotations.NullMarked;
