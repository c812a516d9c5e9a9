package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Who asks, what that one may do, and which time it is. */
final class AccountFreedoms {
    private static final List<String> TIMES = List.of(
            "created_at",
            "expires_at",
            "in_progress_at",
            "finalizing_at",
            "completed_at",
            "failed_at",
            "expired_at",
            "cancelling_at",
            "cancelled_at");

    static final List<Freedom> ALL = List.of(
            Freedom.healing("account=key-rotated", "the key is not known to one call now and then", dice -> {
                AtomicInteger calls = new AtomicInteger(dice.of("first", 5));
                Times times = new Times(5);
                return Manner.instead(
                        call -> calls.incrementAndGet() % 7 == 0 && times.once(),
                        call -> Told.error(401, "Incorrect API key provided.", "invalid_api_key"));
            }),
            Freedom.healing(
                    "account=other-project",
                    "the key sees another project for a while after the first create",
                    dice -> new OtherProject(new Spell(dice.seconds(5, 60)))),
            passing(
                    "no-quota",
                    "quota is used up",
                    Told.error(
                            429,
                            "You exceeded your current quota, please check your plan and billing details.",
                            "insufficient_quota")),
            passing(
                    "billing",
                    "the bill is not paid",
                    Told.error(400, "Billing hard limit has been reached.", "billing_hard_limit_reached")),
            passing(
                    "no-permission",
                    "permission is missing",
                    Told.error(403, "You have insufficient permissions for this operation.", null)),
            Freedom.healing(
                    "account=clock-ahead",
                    "the server's clock is hours ahead",
                    dice -> clock(dice.seconds(3600, 36_000) / 1000)),
            Freedom.healing(
                    "account=clock-behind",
                    "the server's clock is hours behind",
                    dice -> clock(-dice.seconds(3600, 36_000) / 1000)));

    private AccountFreedoms() {}

    private static Freedom passing(String name, String says, Told told) {
        return CreateFreedoms.passing("account=" + name, "creates are refused for a while: " + says, 120, told);
    }

    private static Conduct clock(long seconds) {
        return Manner.batch((view, look) -> {
            for (String time : TIMES) {
                if (view.path(time).isIntegralNumber()) {
                    view.put(time, view.path(time).asLong() + seconds);
                }
            }
        });
    }

    /** Shows nothing of what there is. */
    private static final class OtherProject implements Conduct {
        private final Spell spell;
        private boolean begun;

        OtherProject(Spell spell) {
            this.spell = spell;
        }

        @Override
        public synchronized Told answer(Call call, Told told) {
            begun |= call.is(Call.CREATE) && told.succeeded();
            return told;
        }

        @Override
        public synchronized Optional<Told> instead(Call call) {
            if (!begun || !spell.lasts(call.now())) {
                return Optional.empty();
            }
            return switch (call.shape()) {
                case Call.LIST, Call.FILES -> Optional.of(Told.json(200, empty()));
                case Call.GET, Call.CANCEL ->
                    Optional.of(Told.error(404, "No batch found with id '" + call.id() + "'.", null));
                case Call.FILE, Call.CONTENT, Call.DELETE ->
                    Optional.of(Told.error(404, "No such File object: " + call.id(), null));
                case Call.CREATE ->
                    Optional.of(Told.error(
                            400,
                            "Cannot find file "
                                    + call.body().path("input_file_id").asText()
                                    + ", or organization org-emulator does not have access to it.",
                            null));
                default -> Optional.empty();
            };
        }

        private static ObjectNode empty() {
            ObjectNode page = Json.object().put("object", "list");
            page.putArray("data");
            return page.putNull("first_id").putNull("last_id").put("has_more", false);
        }
    }
}
