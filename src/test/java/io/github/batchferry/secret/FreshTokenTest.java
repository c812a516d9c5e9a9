package io.github.batchferry.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class FreshTokenTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private String printed = "opaque-1";
    private int fetches;
    private boolean broken;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final FreshToken token = new FreshToken(
            () -> {
                fetches++;
                if (broken) {
                    throw new UserException("exit code 1");
                }
                return new Secret(printed);
            },
            clock);

    @Test
    void aTokenWithoutAnEndOfItsOwnIsFetchedEachHalfHour() {
        assertThat(token.get().reveal()).isEqualTo("opaque-1");
        pass(Duration.ofMinutes(29));
        token.get();
        assertThat(fetches).isEqualTo(1);
        pass(Duration.ofMinutes(1));
        printed = "opaque-2";
        assertThat(token.get().reveal()).isEqualTo("opaque-2");
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aJsonWebTokenIsFetchedAgainBeforeItEnds() {
        printed = endingIn(Duration.ofHours(2));
        token.get();
        pass(Duration.ofMinutes(114));
        token.get();
        assertThat(fetches).isEqualTo(1);
        pass(Duration.ofMinutes(1));
        token.get();
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aTokenThatTheCommandKeepsUntilItsEndIsNotFetchedForEachRequest() {
        printed = endingIn(Duration.ofMinutes(2));
        for (int i = 0; i < 100; i++) {
            token.get();
        }
        assertThat(fetches).isEqualTo(1);
        pass(Duration.ofSeconds(30));
        token.get();
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aFetchThatFailsIsToldOnlyWhenTheTokenHasEnded() {
        printed = endingIn(Duration.ofHours(1));
        String first = token.get().reveal();
        broken = true;
        pass(Duration.ofMinutes(56));
        assertThat(token.get().reveal()).isEqualTo(first);
        pass(Duration.ofMinutes(4));
        assertThatThrownBy(token::get).isInstanceOf(UserException.class).hasMessage("exit code 1");
    }

    @Test
    void theFirstFetchThatFailsIsTold() {
        broken = true;
        assertThatThrownBy(token::get).hasMessage("exit code 1");
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private String endingIn(Duration time) {
        String claims = "{\"aud\":\"x\",\"exp\":" + now.plus(time).getEpochSecond() + "}";
        return "eyJh." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
