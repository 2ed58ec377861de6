package io.chappe.presence.webhooks;

import io.chappe.node.logging.About;
import io.chappe.node.tenant.WebhookConfig;
import io.vertx.core.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to one webhook, one batch after the other, while this service holds it. Each step begins with what the store says, so
 * that nothing that was known here must be true still. On one event loop.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** The next step: at once, not before somebody wakes it, or after so many ms. */
    private static final long AGAIN = 0;

    private static final long IDLE = -1;
    private static final long DISTURBED_MS = 1_000;

    private final Sending sending;
    private final HookKey hook;
    private final Hold hold;
    private final Posting posting;
    private Standing standing = Standing.NEW;
    private long timer = -1;
    private long seenAt;
    private final Patience patience = new Patience();
    private boolean isRunning;
    private boolean isWoken;
    private boolean isBackingOff;
    private boolean isClosed;

    Sender(Sending sending, HookKey hook, long scan) {
        this.seenAt = scan;
        this.sending = sending;
        this.hook = hook;
        this.posting = new Posting(sending, hook);
        this.hold = new Hold(sending.vertx(), sending.journals(), hook, this::lost);
    }

    /** Something has happened in the tenant. What has failed is not tried earlier for that. */
    void wake() {
        if (isRunning) {
            isWoken = true;
        } else if (!isBackingOff) {
            run();
        }
    }

    /** One of the slow looks: what is ordered elsewhere shows in the ledger. */
    void look(long scan) {
        seenAt = scan;
        look();
    }

    private void look() {
        if (!isRunning) {
            run();
        }
    }

    /** Whether the last look but one has not found it either, and it does nothing any more. */
    boolean isForgotten(long scan) {
        boolean isForgotten = seenAt < scan - 1 && !isRunning && timer == -1;
        if (isForgotten) {
            stands(Standing.NEW);
        }
        return isForgotten;
    }

    private void run() {
        sending.vertx().cancelTimer(timer);
        timer = -1;
        isBackingOff = false;
        isRunning = true;
        isWoken = false;
        Future.<Long>future(promise -> step().onComplete(promise)).onComplete(done -> {
            isRunning = false;
            if (done.failed()) {
                sending.meters().disturbed();
                LOG.debug("the store does not answer a sender; it asks again", done.cause());
            }
            next(done.succeeded() ? done.result() : DISTURBED_MS);
        });
    }

    private void next(long wait) {
        if (isClosed) {
            return;
        } else if (wait == AGAIN || (wait == IDLE && isWoken)) {
            sending.vertx().runOnContext(now -> look());
        } else if (wait != IDLE) {
            timer = sending.vertx().setTimer(wait, now -> {
                timer = -1;
                look();
            });
        }
    }

    private Future<Long> step() {
        return sending.directory().webhook(hook).compose(found -> {
            if (isClosed || found.isEmpty() || !found.get().enabled()) {
                stands(Standing.NEW);
                return hold.isMine() ? hold.leave(hold.standing(), 0).map(IDLE) : Future.succeededFuture(IDLE);
            } else if (hold.isMine() && hold.isUnsaid()) {
                return hold.note(hold.standing()).map(AGAIN);
            }
            return sending.journals().ledger(hook).compose(ledger -> step(found.get(), ledger));
        });
    }

    private Future<Long> step(WebhookConfig webhook, Ledger ledger) {
        learnClock(ledger);
        Standing there = ledger.standing();
        // What it did not want here need not be looked at again; who else looks, does.
        boolean isFurther = !hold.isMine() && standing.done() > there.done() && there.failures() == 0;
        stands(isFurther ? there.at(standing.done(), standing.doneAt()) : there);
        if (hold.isMine() && ledger.isHeldBy(hold.term())) {
            hold.confirm(standing);
            return deliver(webhook);
        }
        hold.drop();
        return claim(webhook, ledger);
    }

    private void learnClock(Ledger ledger) {
        long written = hold.term() == 0 ? 0 : ledger.at(hold.term());
        if (written > 0) {
            sending.ahead().set(written - hold.claimedAt());
        }
        patience.saw(ledger);
    }

    private void stands(Standing now) {
        sending.meters().failing((now.isFailing() ? 1 : 0) - (standing.isFailing() ? 1 : 0));
        standing = now;
    }

    private Future<Long> claim(WebhookConfig webhook, Ledger ledger) {
        long wait = patience.remainingMs(ledger, sending.now());
        if (wait >= 0) {
            isBackingOff = !ledger.isHeld();
            return Future.succeededFuture(wait + 1 + ThreadLocalRandom.current().nextLong(50));
        }
        return sending.backlog().next(hook, webhook, standing).compose(batch -> {
            if (batch.isEmpty() && batch.skipped() < Backlog.MOST_SKIPPED) {
                stands(standing.at(batch.last(), batch.lastAt()));
                return Future.succeededFuture(IDLE);
            }
            return hold.claim(sending.self()).map(AGAIN);
        });
    }

    private Future<Long> deliver(WebhookConfig webhook) {
        return sending.backlog().next(hook, webhook, standing).compose(batch -> {
            if (!batch.isEmpty()) {
                return post(webhook, batch);
            }
            stands(standing.at(batch.last(), batch.lastAt()));
            // Whoever writes an event meanwhile may have seen that it is held: it is looked for once more.
            return (batch.skipped() < Backlog.MOST_SKIPPED ? hold.leave(standing, 0) : hold.note(standing)).map(AGAIN);
        });
    }

    private Future<Long> post(WebhookConfig webhook, Batch batch) {
        return posting.post(webhook, batch, standing.isFailing(), hold::isMine)
                .compose(outcome -> outcome != null && hold.isMine()
                        ? settle(webhook, batch, outcome)
                        : Future.succeededFuture(DISTURBED_MS));
    }

    private Future<Long> settle(WebhookConfig webhook, Batch batch, Outcome outcome) {
        if (outcome.isTaken()) {
            stands(past(batch).taken());
            return hold.note(standing).map(AGAIN);
        }
        stands(standing.failed(outcome.error(), sending.now(), batch.isReplay() ? 0 : batch.last()));
        if (outcome.isGone()) {
            About.tenant(LOG.atWarn(), hook.tenant())
                    .log("webhook {} answers 410, and is told nothing more", hook.id());
            return sending.directory()
                    .disable(hook, webhook)
                    .transform(
                            done -> done.succeeded() ? hold.leave(standing, 0).map(IDLE) : backOff());
        }
        return isOver(batch) ? bury(batch) : backOff();
    }

    private Standing past(Batch batch) {
        return batch.isReplay() ? standing.replayedTo(batch.last()) : standing.at(batch.last(), batch.lastAt());
    }

    /** It was tried long enough, and is old enough that nobody could say it was given up early. */
    private boolean isOver(Batch batch) {
        long since = Math.max(batch.isReplay() ? 0 : batch.lastAt(), standing.failingSince());
        return sending.now() - since >= sending.config().giveUpAfter().toMillis();
    }

    private Future<Long> bury(Batch batch) {
        return sending.journals().died(hook, batch.events(), standing.error()).compose(dead -> {
            About.tenant(LOG.atWarn(), hook.tenant())
                    .log(
                            "{} events for webhook {} are dead letters: {}",
                            batch.events().size(),
                            hook.id(),
                            standing.error());
            sending.meters().died(batch.events().size());
            stands(past(batch).givenUp());
            return backOff();
        });
    }

    private Future<Long> backOff() {
        long delay = sending.config().delayMs(standing.failures());
        // A word that does not arrive costs a failure its count, and its wait is that for a dead holder.
        return hold.leave(standing, delay).map(left -> {
            isBackingOff = true;
            return delay + 1;
        });
    }

    /** Others may post from now on. */
    private void lost() {
        posting.cut();
    }

    /** What is under way may come to its end; where it does not, somebody posts it again. */
    void close() {
        isClosed = true;
        sending.vertx().cancelTimer(timer);
        timer = -1;
    }

    Future<Void> end() {
        lost();
        return hold.isMine() ? hold.leave(hold.standing(), 0) : Future.succeededFuture();
    }

    boolean isPosting() {
        return posting.isUnderWay();
    }
}
