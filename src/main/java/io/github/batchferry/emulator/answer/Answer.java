package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;

/** An HTTP status with its JSON body. */
public record Answer(int status, JsonNode body) {
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
