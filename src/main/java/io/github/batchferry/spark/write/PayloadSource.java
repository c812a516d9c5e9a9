package io.github.batchferry.spark.write;

import java.io.Serializable;
import java.util.List;

/** Where in a row that stands which is asked. */
sealed interface PayloadSource extends Serializable permits ColumnPayload, TemplatePayload {
    /** The column, or the template. */
    String name();

    /** Expressions of columns that Spark adds behind the input's own, for what needs one of its casts. */
    default List<String> casts() {
        return List.of();
    }

    /** A reader for one task. */
    PayloadReader reader();
}
