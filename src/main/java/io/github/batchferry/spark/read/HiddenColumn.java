package io.github.batchferry.spark.read;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** A metadata column: not among the columns of the DataFrame, but there when it is selected by name. */
enum HiddenColumn {
    BATCH_ID("the provider's id of the batch that held the request"),
    REQUEST_ID("the provider's id of the request"),
    ATTEMPT("which purchase of the request this is, from 1"),
    FINISH_REASON("why the answer ended"),
    MODEL("the model that answered"),
    REFUSAL("what the model said when it refused");

    private final String comment;

    HiddenColumn(String comment) {
        this.comment = comment;
    }

    static MetadataColumn[] all() {
        return Arrays.stream(values()).map(HiddenColumn::toSpark).toArray(MetadataColumn[]::new);
    }

    String columnName() {
        return "_" + name().toLowerCase(Locale.ROOT);
    }

    private MetadataColumn toSpark() {
        return new MetadataColumn() {
            @Override
            public String name() {
                return columnName();
            }

            @Override
            public DataType dataType() {
                return HiddenColumn.this == ATTEMPT ? DataTypes.IntegerType : DataTypes.StringType;
            }

            @Override
            public String comment() {
                return comment;
            }
        };
    }
}
