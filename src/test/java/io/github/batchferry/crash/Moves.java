package io.github.batchferry.crash;

import io.github.batchferry.crash.Rules.Rule;
import io.github.batchferry.crash.Situation.Actor;
import io.github.batchferry.crash.Situation.At;
import io.github.batchferry.crash.Situation.Post;
import io.github.batchferry.crash.Situation.Sale;
import io.github.batchferry.ledger.BatchState;
import java.util.ArrayList;
import java.util.List;

/** All that can happen next. */
final class Moves {
    /** Enough for two purchases. */
    private static final int MOST_FILES = 2;

    private final Rules rules;

    Moves(Rules rules) {
        this.rules = rules;
    }

    List<Situation> from(Situation now) {
        List<Situation> next = new ArrayList<>();
        for (int driver = 0; driver < Situation.DRIVERS; driver++) {
            act(now, driver, next);
            if (now.lives > 0 && now.actors[driver].at() != At.READ) {
                next.add(restarted(now, driver));
            }
        }
        for (int post = 0; post < now.posts.size(); post++) {
            next.add(arrived(now, post));
            next.add(lost(now, post));
            if (now.whims > 0 && now.posts.get(post).from() >= 0) {
                whims(now, post, next);
            }
        }
        next.add(later(now));
        return next;
    }

    private void act(Situation now, int driver, List<Situation> next) {
        Actor actor = now.actors[driver];
        Chain chain = Chain.of(now.ledger.subList(0, actor.seen()));
        switch (actor.at()) {
            case READ -> next.add(read(now, driver));
            case PLAN -> next.add(append(now, driver, "planned", chain.number() + 1, 0, At.READ));
            case UPLOAD -> next.add(uploaded(now, driver, chain.number()));
            case INTEND -> {
                boolean wanted = chain.isPurchasable() && chain.number() == actor.batch();
                if (wanted || !rules.keeps(Rule.FOLD_BEFORE_PURCHASE)) {
                    next.add(append(now, driver, "intended", actor.batch(), actor.file(), At.FOLD));
                } else {
                    next.add(deleted(now, driver, actor.file(), At.READ));
                }
            }
            case FOLD -> next.add(folded(now, driver));
            case SEND -> next.add(sent(now, driver));
            case AWAIT_ANSWER -> next.add(unanswered(now, driver));
            case RECORD -> {
                String[] outcome = actor.outcome().split(" ");
                next.add(append(now, driver, outcome[0], actor.batch(), actor.file(), At.READ));
            }
            case LOOK -> looked(now, driver, next);
            case HOLD ->
                next.add(
                        chain.isIntended() && !chain.held()
                                ? append(now, driver, "doubt", chain.number(), 0, At.END)
                                : to(now, driver, At.END));
            case DELETE -> next.add(fenced(now, driver));
            case LOOK_AGAIN -> lookedAgain(now, driver, next);
            case CHECK -> checked(now, driver, next);
            case POST_AGAIN -> next.add(postedAgain(now, driver, chain));
            case VOID -> next.add(ifOpen(now, driver, "voided"));
            case ADOPT -> next.add(ifOpen(now, driver, "created"));
            case END -> {}
        }
    }

    private Situation read(Situation now, int driver) {
        Situation next = now.copy();
        Chain chain = Chain.of(now.ledger);
        Actor actor = now.actors[driver].on(chain.number(), chain.file()).seeing(now.ledger.size());
        boolean holds = rules.doubt() == Rules.Doubt.HOLD && chain.held();
        At at = chain.free()
                ? At.PLAN
                : chain.isPurchasable()
                        ? At.UPLOAD
                        : chain.isIntended() && !holds ? At.LOOK : chain.refused() ? At.CHECK : At.END;
        boolean noMore = at == At.UPLOAD && now.files.size() == MOST_FILES;
        next.actors[driver] = at == At.END || noMore ? actor.atTheEnd() : actor.to(at);
        return next;
    }

    private static Situation uploaded(Situation now, int driver, int batch) {
        Situation next = now.copy();
        if (now.files.size() == MOST_FILES) {
            next.actors[driver] = now.actors[driver].atTheEnd();
            return next;
        }
        next.files.add(true);
        next.actors[driver] = now.actors[driver].on(batch, next.files.size()).to(At.INTEND);
        return next;
    }

    /** At the next number, or, where that is taken, only a look at what took it. */
    private Situation append(Situation now, int driver, String event, int batch, int file, At then) {
        Situation next = now.copy();
        Actor actor = now.actors[driver];
        String line = event + " " + batch + " " + file;
        boolean taken = actor.seen() < now.ledger.size();
        if (!taken) {
            next.ledger.add(line);
            next.refusalAge = event.equals("denied") ? 0 : now.refusalAge;
        } else if (!rules.keeps(Rule.EXCLUSIVE_CREATE)) {
            next.ledger.set(actor.seen(), line);
        } else {
            next.actors[driver] = actor.seeing(now.ledger.size());
            return next;
        }
        Actor done = actor.seeing(actor.seen() + 1).to(then);
        next.actors[driver] =
                then == At.FOLD ? done.intendingAt(actor.seen() + 1) : then == At.END ? done.atTheEnd() : done;
        return next;
    }

    private Situation folded(Situation now, int driver) {
        Actor actor = now.actors[driver].seeing(now.ledger.size());
        Chain chain = Chain.of(now.ledger);
        boolean mine = chain.number() == actor.batch() && chain.entry() == actor.entry();
        boolean fresh = actor.intentAge() < rules.oldestIntent();
        Situation next = now.copy();
        if (!mine && rules.keeps(Rule.FOLD_BEFORE_PURCHASE)) {
            next.actors[driver] = actor.to(At.READ);
        } else if (!fresh && rules.keeps(Rule.FRESH_INTENT)) {
            next.actors[driver] = actor.telling("voided").to(At.RECORD);
        } else {
            next.actors[driver] = actor.to(At.SEND);
            return rules.world() == Rules.World.PROMPT ? sent(next, driver) : next;
        }
        return next;
    }

    private static Situation sent(Situation now, int driver) {
        Situation next = now.copy();
        Actor actor = now.actors[driver];
        next.posts.add(new Post(actor.batch(), actor.file(), driver, 0));
        next.actors[driver] = actor.to(At.AWAIT_ANSWER);
        return next;
    }

    /** The client gives up: the purchase may still arrive. */
    private Situation unanswered(Situation now, int driver) {
        Situation next = now.copy();
        next.posts.replaceAll(post -> post.from() == driver ? post.withoutSender() : post);
        next.actors[driver] = now.actors[driver].to(rules.keeps(Rule.ONE_SHOT) ? At.READ : At.SEND);
        return next;
    }

    private Situation arrived(Situation now, int number) {
        Situation next = now.copy();
        Post post = next.posts.remove(number);
        boolean sold = now.files.get(post.file() - 1);
        if (sold) {
            next.sales.add(new Sale(post.file(), 0));
        }
        if (post.from() >= 0) {
            next.actors[post.from()] = next.actors[post.from()]
                    .telling(sold ? "created" : "denied")
                    .to(At.RECORD);
        }
        return next;
    }

    /** The server refuses, or answers with what it made of another request. The request itself may be on its way still. */
    private void whims(Situation now, int number, List<Situation> next) {
        Post post = now.posts.get(number);
        boolean there = now.files.get(post.file() - 1);
        for (boolean sold : there ? new boolean[] {false, true} : new boolean[] {false}) {
            for (String said : List.of("denied", "stored")) {
                Situation after = told(now, post, said);
                after.posts.remove(number);
                if (sold) {
                    after.sales.add(new Sale(post.file(), 0));
                }
                next.add(after);
            }
        }
        if (there && rules.world() == Rules.World.PROMPT) {
            Situation after = told(now, post, "denied");
            after.posts.set(number, post.withoutSender());
            next.add(after);
        }
    }

    private Situation told(Situation now, Post post, String said) {
        Situation next = now.copy();
        next.whims--;
        Actor sender = now.actors[post.from()];
        boolean doubtful = said.equals("stored") && rules.keeps(Rule.OWN_ANSWER);
        next.actors[post.from()] =
                doubtful ? sender.to(At.READ) : sender.telling(said).to(At.RECORD);
        return next;
    }

    private static Situation lost(Situation now, int number) {
        Situation next = now.copy();
        Post post = next.posts.remove(number);
        if (post.from() >= 0) {
            next.actors[post.from()] = next.actors[post.from()].to(At.READ);
        }
        return next;
    }

    private void looked(Situation now, int driver, List<Situation> next) {
        Actor actor = now.actors[driver].seeing(now.ledger.size());
        Chain chain = Chain.of(now.ledger);
        if (!chain.isIntended() || chain.number() != actor.batch()) {
            next.add(with(now, driver, actor.to(At.READ)));
            return;
        }
        if (mayBeSeen(now, chain.file())) {
            next.add(with(now, driver, actor.to(At.ADOPT)));
        }
        if (mayBeMissing(now, chain.file())) {
            boolean patient = actor.settleAge() < rules.settleTime();
            At then = patient ? At.LOOK : rules.doubt() == Rules.Doubt.HOLD ? At.HOLD : At.DELETE;
            next.add(with(now, driver, actor.to(then)));
        }
    }

    /** What was refused may be there all the same. */
    private void checked(Situation now, int driver, List<Situation> next) {
        Actor actor = now.actors[driver].seeing(now.ledger.size());
        Chain chain = Chain.of(now.ledger);
        if (!chain.refused() || chain.number() != actor.batch()) {
            next.add(with(now, driver, actor.to(At.READ)));
            return;
        }
        Actor looking = actor.havingSeen(chain.denials());
        boolean looks = rules.keeps(Rule.LOOK_AFTER_REFUSAL);
        if (looks && mayBeSeen(now, chain.file())) {
            next.add(with(now, driver, looking.to(At.ADOPT)));
        }
        boolean late = now.refusalAge >= rules.settleTime() || !looks || !rules.keeps(Rule.LATE_LOOK);
        if (late && (!looks || mayBeMissing(now, chain.file()))) {
            boolean there = now.files.get(chain.file() - 1);
            next.add(with(now, driver, looking.to(there ? At.POST_AGAIN : At.VOID)));
        }
    }

    /** From the same file, as a new intent. */
    private Situation postedAgain(Situation now, int driver, Chain chain) {
        Actor actor = now.actors[driver];
        boolean same = chain.denials() == actor.denials() || !rules.keeps(Rule.SAME_REFUSAL);
        boolean wanted = chain.phase() == BatchState.Phase.DENIED && chain.number() == actor.batch() && same;
        return wanted
                ? append(now, driver, "intended", actor.batch(), chain.file(), At.FOLD)
                : to(now, driver, At.READ);
    }

    private Situation fenced(Situation now, int driver) {
        Actor actor = now.actors[driver].seeing(now.ledger.size());
        Chain chain = Chain.of(now.ledger);
        if (!chain.isIntended() || chain.number() != actor.batch()) {
            return with(now, driver, actor.to(At.READ));
        }
        At then = rules.keeps(Rule.LOOK_BEHIND_FENCE) ? At.LOOK_AGAIN : At.VOID;
        Situation seen = with(now, driver, actor.older(0, 0).to(then));
        return rules.keeps(Rule.FENCE_BEFORE_VOID) ? deleted(seen, driver, chain.file(), then) : seen;
    }

    private void lookedAgain(Situation now, int driver, List<Situation> next) {
        Actor actor = now.actors[driver];
        if (mayBeSeen(now, actor.file())) {
            next.add(with(now, driver, actor.to(At.ADOPT)));
        }
        if (mayBeMissing(now, actor.file())) {
            next.add(with(now, driver, actor.to(actor.settleAge() < rules.fenceTime() ? At.LOOK_AGAIN : At.VOID)));
        }
    }

    private Situation ifOpen(Situation now, int driver, String event) {
        Actor actor = now.actors[driver];
        Chain chain = Chain.of(now.ledger.subList(0, actor.seen()));
        return (chain.isIntended() || chain.refused()) && chain.number() == actor.batch()
                ? append(now, driver, event, actor.batch(), actor.file(), At.READ)
                : to(now, driver, At.READ);
    }

    private static boolean mayBeSeen(Situation now, int file) {
        return now.sales.stream().anyMatch(sale -> sale.file() == file);
    }

    private boolean mayBeMissing(Situation now, int file) {
        return !rules.keeps(Rule.WHOLE_LIST)
                || now.sales.stream().noneMatch(sale -> sale.file() == file && sale.age() >= rules.lag());
    }

    private static Situation deleted(Situation now, int driver, int file, At then) {
        Situation next = to(now, driver, then);
        next.files.set(file - 1, false);
        return next;
    }

    private static Situation restarted(Situation now, int driver) {
        Situation next = now.copyAfterDeath();
        next.actors[driver] = now.actors[driver].again();
        next.posts.replaceAll(post -> post.from() == driver ? post.withoutSender() : post);
        return next;
    }

    /** A tick. */
    private Situation later(Situation now) {
        Situation next = now.copy();
        boolean prompt = rules.world() == Rules.World.PROMPT;
        next.posts.replaceAll(post -> new Post(post.batch(), post.file(), post.from(), prompt ? post.age() + 1 : 0));
        for (int post = next.posts.size() - 1; post >= 0; post--) {
            if (next.posts.get(post).age() > rules.callTimeout()) {
                return lost(next, post);
            }
        }
        next.sales.replaceAll(sale -> new Sale(sale.file(), Math.min(sale.age() + 1, rules.lag())));
        next.refusalAge = Math.min(now.refusalAge + 1, rules.settleTime());
        for (int i = 0; i < next.actors.length; i++) {
            Actor actor = next.actors[i];
            boolean intends = actor.at() == At.INTEND || actor.at() == At.FOLD;
            next.actors[i] = actor.older(
                    intends ? Math.min(actor.intentAge() + 1, rules.oldestIntent()) : 0,
                    actor.at() == At.LOOK || actor.at() == At.LOOK_AGAIN
                            ? Math.min(actor.settleAge() + 1, rules.settleTime())
                            : 0);
        }
        return next;
    }

    private static Situation to(Situation now, int driver, At at) {
        return with(now, driver, at == At.END ? now.actors[driver].atTheEnd() : now.actors[driver].to(at));
    }

    private static Situation with(Situation now, int driver, Actor actor) {
        Situation next = now.copy();
        next.actors[driver] = actor;
        return next;
    }
}
