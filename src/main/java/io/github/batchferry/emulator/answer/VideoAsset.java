package io.github.batchferry.emulator.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file of a made-up video. Its id says all that is known of it, so that nothing needs to be kept. */
public record VideoAsset(String id, Instant expires) {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Pattern ID = Pattern.compile("video_(([0-9a-f]{10})[0-9a-f]{22})([0-9a-f]{16})");
    private static final byte[] TYPE = {
        0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 2, 0, 'i', 's', 'o', 'm', 'm', 'p', '4', '2'
    };
    private static final int BYTES = 1 << 16;

    static VideoAsset made(String request, Instant now) {
        Instant second = Instant.ofEpochSecond(now.getEpochSecond());
        String said = HexFormat.of().toHexDigits(second.getEpochSecond(), 10) + Marks.hash(request, 22);
        return new VideoAsset("video_" + said + proof(said), second.plus(KEPT));
    }

    /** Empty where no emulator gave this id. */
    public static Optional<VideoAsset> find(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches() || !parts.group(3).equals(proof(parts.group(1)))) {
            return Optional.empty();
        }
        Instant made = Instant.ofEpochSecond(HexFormat.fromHexDigitsToLong(parts.group(2)));
        return Optional.of(new VideoAsset(id, made.plus(KEPT)));
    }

    /** Begins like an MP4 file, and is noise from there on. */
    public byte[] content() {
        byte[] noise = new byte[BYTES];
        new SplittableRandom(ByteBuffer.wrap(Marks.sha256(id)).getLong()).nextBytes(noise);
        return ByteBuffer.allocate(TYPE.length + 8 + BYTES)
                .put(TYPE)
                .putInt(8 + BYTES)
                .put("mdat".getBytes(StandardCharsets.US_ASCII))
                .put(noise)
                .array();
    }

    private static String proof(String said) {
        return Marks.hash("video " + said, 16);
    }
}
