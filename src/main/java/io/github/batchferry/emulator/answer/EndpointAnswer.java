package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One endpoint: a request body to the body of its answer. */
interface EndpointAnswer {
    ObjectNode to(JsonNode body);
}
