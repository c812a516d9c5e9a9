package io.github.batchferry.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Of an integration test that would fail on each Spark alike: it proves what we do with a server, a ledger, an answer or
 * a command line, and a session is only its door. {@code verify} runs it on the first leg, {@code -Pall-sparks} on all.
 * A test of what Spark hands us, calls, shows, repeats or ends has no such mark.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("one-spark")
public @interface OnOneSpark {}
