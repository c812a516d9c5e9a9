package io.github.batchferry.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Follows a download to where a server keeps its files, such as signed storage: a few hops, over https, between loopback
 * addresses also over http. What is sent there carries nothing of ours, not even to the same host.
 */
final class Redirects {
    private static final int MOST_HOPS = 3;
    private static final Set<Integer> FOLLOWED = Set.of(301, 302, 303, 307, 308);

    private final Calls calls;

    Redirects(Calls calls) {
        this.calls = calls;
    }

    /** @throws RefusedException where the first server refuses, or sends on to where nothing is followed */
    <T> T follow(Request request, Duration limit, Calls.Reader<T> reader) throws IOException {
        try {
            return calls.run(request, limit, reader);
        } catch (RefusedException e) {
            HttpUrl next = e.refusal().redirect();
            if (next == null || !isFollowed(e.refusal().status(), request.url(), next)) {
                throw e;
            }
            return elsewhere(request, next, limit, reader);
        }
    }

    private <T> T elsewhere(Request request, HttpUrl first, Duration limit, Calls.Reader<T> reader) throws IOException {
        HttpUrl url = first;
        for (int hop = 1; ; hop++) {
            try {
                return calls.run(Target.bare(url), limit, reader);
            } catch (RefusedException e) {
                HttpUrl next = e.refusal().redirect();
                if (hop == MOST_HOPS || next == null || !isFollowed(e.refusal().status(), url, next)) {
                    throw failed(request, url, "answered HTTP " + e.refusal().status() + " " + e.getMessage());
                }
                url = next;
            } catch (FinalException | UnreadableException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                throw failed(request, url, "was not reached: " + e.getMessage());
            }
        }
    }

    static boolean isFollowed(int status, HttpUrl from, HttpUrl to) {
        if (!FOLLOWED.contains(status)) {
            return false;
        }
        return Target.isLoopback(to) ? Target.isLoopback(from) : to.isHttps();
    }

    private static UnreadableException failed(Request request, HttpUrl url, String words) {
        return new UnreadableException(Target.hostAndPort(url) + ", where the server keeps the file, "
                + Wording.of(request).server(words).strip());
    }
}
