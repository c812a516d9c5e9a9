package io.github.batchferry.spark.read;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** A metadata column: not among the columns of the DataFrame, but there when it is selected by name. */
enum HiddenColumn {
    BATCH_ID("the provider's id of the batch that held the request"),
    REQUEST_ID("the provider's id of the request"),
    ATTEMPT("which purchase of the request this is, from 1"),
    FINISH_REASON("why the answer ended"),
    MODEL("the model that answered"),
    REFUSAL("what the model said when it refused"),
    COST("what this purchase of the request cost in USD, by the prices of this read");

    static final DecimalType MONEY = DataTypes.createDecimalType(18, 12);

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
                return switch (HiddenColumn.this) {
                    case ATTEMPT -> DataTypes.IntegerType;
                    case COST -> MONEY;
                    default -> DataTypes.StringType;
                };
            }

            @Override
            public String comment() {
                return comment;
            }
        };
    }
}
