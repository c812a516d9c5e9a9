package io.github.batchferry.cost;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The vocabularies of OpenAI's models. Each is read from the jar at its first use, once in a JVM. */
enum Vocabulary {
    CL100K(EncodingType.CL100K_BASE),
    O200K(EncodingType.O200K_BASE);

    /** {@code gpt-4-turbo} belongs to these, {@code gpt-4o} and {@code gpt-4.1} do not; Azure says {@code gpt-35}. */
    private static final Pattern OLDER_MODEL = Pattern.compile(
            "(ft:)?(gpt-4([-:].*)?|gpt-3\\.?5.*|text-embedding-.*|(davinci|babbage)-002.*)", Pattern.DOTALL);

    private final EncodingType type;
    private @Nullable Encoding encoding;

    Vocabulary(EncodingType type) {
        this.type = type;
    }

    /** A model that is not known is taken for a new one. */
    static Vocabulary of(String model) {
        return OLDER_MODEL.matcher(model).matches() ? CL100K : O200K;
    }

    int count(String text) {
        return loaded().countTokensOrdinary(text);
    }

    private synchronized Encoding loaded() {
        Encoding known = encoding;
        if (known == null) {
            known = Encodings.newLazyEncodingRegistry().getEncoding(type);
            encoding = known;
        }
        return known;
    }
}
