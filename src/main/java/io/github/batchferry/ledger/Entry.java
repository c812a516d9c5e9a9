package io.github.batchferry.ledger;

import java.time.Instant;
import java.util.List;

/** One file of the ledger: what one driver claims at one number. Times are for people; nothing is decided by them. */
public record Entry(long number, String driver, Instant at, List<Event> events) {
    public Entry {
        events = List.copyOf(events);
    }
}
