package io.github.batchferry.emulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What new ids look like. Each is made of 32 digits that occur once. */
public enum IdForm {
    PREFIXED {
        @Override
        String file(String digits) {
            return "file-" + digits.substring(0, 24);
        }

        @Override
        String batch(String digits) {
            return "batch_" + digits;
        }
    },
    UUID {
        @Override
        String file(String digits) {
            return batch(digits);
        }

        @Override
        String batch(String digits) {
            return String.join(
                    "-",
                    digits.substring(0, 8),
                    digits.substring(8, 12),
                    digits.substring(12, 16),
                    digits.substring(16, 20),
                    digits.substring(20));
        }
    },
    /** Names of resources, with a slash. */
    SLASHED {
        @Override
        String file(String digits) {
            return "files/" + digits.substring(0, 24);
        }

        @Override
        String batch(String digits) {
            return "batches/" + digits;
        }
    },
    /** Text of a gateway in base64, above a hundred characters. */
    LONG {
        @Override
        String file(String digits) {
            return encoded("gateway:application/octet-stream;unified_id," + digits + ";target_model_names,any");
        }

        @Override
        String batch(String digits) {
            return encoded("gateway;model_id:" + digits + ";llm_batch_id:batch_" + digits);
        }
    };

    abstract String file(String digits);

    abstract String batch(String digits);

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
