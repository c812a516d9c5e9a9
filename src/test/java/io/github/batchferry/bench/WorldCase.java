package io.github.batchferry.bench;

import io.github.batchferry.emulator.world.Freedom;
import io.github.batchferry.emulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** A world that heals, by a name for people. */
record WorldCase(String name, World world) {
    /**
     * Each freedom that heals, alone, then so many drawn worlds of several.
     *
     * @param names where not empty, the one world of these freedoms instead
     */
    static List<WorldCase> all(String names, long seed, long drawn) {
        if (!names.isEmpty()) {
            return List.of(new WorldCase(names, World.named(names, seed)));
        }
        List<WorldCase> all = new ArrayList<>();
        for (Freedom freedom : World.ALL) {
            if (freedom.heals()) {
                all.add(new WorldCase(freedom.name(), World.named(freedom.name(), seed)));
            }
        }
        for (long each = 0; each < drawn; each++) {
            World world = World.drawnHealing(each);
            all.add(new WorldCase("seed " + each + ": " + world.names(), world));
        }
        return all;
    }

    boolean isAlone() {
        return world.freedoms().size() == 1;
    }
}
