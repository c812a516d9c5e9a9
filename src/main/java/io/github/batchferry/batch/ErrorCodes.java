package io.github.batchferry.batch;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the provider's error codes mean for a purchase, wherever they stand: in an answer, or in a failed batch. */
public final class ErrorCodes {
    public static final String QUEUE_FULL = "token_limit_exceeded";

    private static final Set<String> BILLING = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "billing_not_active",
            "organization_usage_limit_exceeded",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded");

    private static final Set<String> PERMISSION = Set.of(
            "permission_denied", "insufficient_permissions", "access_denied", "input_no_permissions", "unauthorized");

    private ErrorCodes() {}

    /** Whether nothing goes on before somebody pays or raises a budget. */
    public static boolean isBilling(@Nullable String code) {
        return code != null && BILLING.contains(code);
    }

    /** Whether nothing goes on before somebody lets this key do it. */
    public static boolean isPermission(@Nullable String code) {
        return code != null && PERMISSION.contains(code);
    }

    /** Whether the model's queue has no room now; told by the words too, since some servers give no code. */
    public static boolean isQueueFull(@Nullable String code, @Nullable String message) {
        if (QUEUE_FULL.equals(code)) {
            return true;
        }
        String words = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return words.contains("enqueued token") || words.contains("enqueued request");
    }

    /** Whether an input file that was just uploaded cannot be seen yet. */
    public static boolean isFileNotVisible(@Nullable String message) {
        return message != null && message.toLowerCase(Locale.ROOT).startsWith("cannot find file");
    }
}
