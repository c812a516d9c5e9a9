package io.github.batchferry.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the ledger, the provider, the network and two drivers stand. Changed only by {@link Moves}, on copies. */
final class Situation {
    static final int DRIVERS = 2;

    /** Where a driver stands in the protocol. */
    enum At {
        READ,
        PLAN,
        UPLOAD,
        INTEND,
        FOLD,
        SEND,
        AWAIT_ANSWER,
        RECORD,
        LOOK,
        HOLD,
        DELETE,
        LOOK_AGAIN,
        CHECK,
        POST_AGAIN,
        VOID,
        ADOPT,
        END
    }

    private static final Map<List<String>, Integer> LEDGERS = new HashMap<>();

    /** {@code event batch file}, such as {@code intended 1 2}. */
    final List<String> ledger;
    /** By number of the file, from 1: whether it is still there. */
    final List<Boolean> files;
    /** Purchases on their way. */
    final List<Post> posts;
    /** Purchases that arrived while their file was there: their lines run. */
    final List<Sale> sales;

    final Actor[] actors = new Actor[DRIVERS];
    /** How many times a driver may still die and start again. */
    final int lives;
    /** How often the server may still say something that is not so, or refuse what it may take later. */
    int whims;
    /** How long ago the last refusal was written down. */
    int refusalAge;

    Situation(int lives, int whims) {
        this.lives = lives;
        this.whims = whims;
        ledger = new ArrayList<>();
        files = new ArrayList<>();
        posts = new ArrayList<>();
        sales = new ArrayList<>();
        for (int i = 0; i < DRIVERS; i++) {
            actors[i] = Actor.NEW;
        }
    }

    private Situation(Situation other, int lives) {
        this.lives = lives;
        whims = other.whims;
        refusalAge = other.refusalAge;
        ledger = new ArrayList<>(other.ledger);
        files = new ArrayList<>(other.files);
        posts = new ArrayList<>(other.posts);
        sales = new ArrayList<>(other.sales);
        System.arraycopy(other.actors, 0, actors, 0, DRIVERS);
    }

    Situation copy() {
        return new Situation(this, lives);
    }

    /** With a life less. */
    Situation copyAfterDeath() {
        return new Situation(this, lives - 1);
    }

    /** Equal for situations from which the same can follow. The drivers are alike, so it does not matter which is which. */
    String key() {
        StringBuilder key = new StringBuilder(48).append((char) lives).append((char) (whims << 8 | refusalAge));
        int ledgerName = LEDGERS.computeIfAbsent(List.copyOf(ledger), unknown -> LEDGERS.size());
        key.append((char) (ledgerName >>> 16)).append((char) ledgerName);
        files.forEach(there -> key.append(there ? '+' : '-'));
        posts.forEach(post -> key.append(post.from < 0 ? 'p' : 'q')
                .append((char) post.batch)
                .append((char) post.file)
                .append((char) post.age));
        sales.forEach(sale -> key.append('s').append((char) sale.file).append((char) sale.age));
        String first = actors[0].key();
        String second = actors[1].key();
        return first.compareTo(second) < 0
                ? key.append(first).append('|').append(second).toString()
                : key.append(second).append('|').append(first).toString();
    }

    /** @param from the driver that still waits for the answer, or -1 */
    record Post(int batch, int file, int from, int age) {
        Post withoutSender() {
            return new Post(batch, file, -1, age);
        }
    }

    /** A batch at the provider, named after its file. */
    record Sale(int file, int age) {}

    /**
     * One driver.
     *
     * @param seen how much of the ledger it has folded
     * @param batch that it is busy with
     * @param entry of its own intent
     * @param intentAge how old that is
     * @param settleAge how long it has been looking
     * @param denials how often the batch had been refused when it last looked at the list
     * @param outcome what it is about to record
     */
    record Actor(
            At at,
            int seen,
            int batch,
            int file,
            int entry,
            int intentAge,
            int settleAge,
            int denials,
            String outcome) {
        static final Actor NEW = new Actor(At.READ, 0, 0, 0, 0, 0, 0, 0, "");

        Actor to(At next) {
            return new Actor(next, seen, batch, file, entry, intentAge, settleAge, denials, outcome);
        }

        Actor seeing(int entries) {
            return new Actor(at, entries, batch, file, entry, intentAge, settleAge, denials, outcome);
        }

        Actor on(int newBatch, int newFile) {
            return new Actor(at, seen, newBatch, newFile, 0, 0, 0, 0, "");
        }

        Actor intendingAt(int newEntry) {
            return new Actor(at, seen, batch, file, newEntry, intentAge, settleAge, denials, outcome);
        }

        Actor older(int intent, int settle) {
            return new Actor(at, seen, batch, file, entry, intent, settle, denials, outcome);
        }

        Actor telling(String newOutcome) {
            return new Actor(at, seen, batch, file, entry, intentAge, settleAge, denials, newOutcome);
        }

        Actor havingSeen(int newDenials) {
            return new Actor(at, seen, batch, file, entry, intentAge, settleAge, newDenials, outcome);
        }

        /** Forgets everything. */
        Actor again() {
            return NEW;
        }

        Actor atTheEnd() {
            return NEW.to(At.END);
        }

        private String key() {
            return new StringBuilder(16)
                    .append((char) at.ordinal())
                    .append((char) seen)
                    .append((char) batch)
                    .append((char) file)
                    .append((char) entry)
                    .append((char) (intentAge << 8 | settleAge))
                    .append((char) denials)
                    .append(outcome)
                    .toString();
        }
    }
}
