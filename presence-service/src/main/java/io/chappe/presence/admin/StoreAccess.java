package io.chappe.presence.admin;

import io.chappe.presence.store.StoreView;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the store. What it cannot tell now is a problem after which one asks again. */
final class StoreAccess {
    private static final Logger LOG = LoggerFactory.getLogger(StoreAccess.class);
    private static final long AGAIN_S = 1;

    private final StoreView view;

    StoreAccess(StoreView view) {
        this.view = view;
    }

    /** Something that is there even where other things may be missing. */
    <T> Future<T> ask(Supplier<Future<T>> question) {
        return question.get().recover(cause -> {
            if (cause instanceof ProblemException) {
                return Future.failedFuture(cause);
            }
            LOG.debug("the store does not answer an administrator", cause);
            return Future.failedFuture(unavailable("the store does not answer"));
        });
    }

    /** Something of which what is missing does not exist. */
    <T> Future<T> askComplete(Supplier<Future<T>> question) {
        return view.isRecovering()
                ? Future.failedFuture(unavailable("the store is being put back together"))
                : ask(question);
    }

    /** See {@link io.chappe.presence.store.StoreMark}. */
    long steadySince() {
        return view.mark().steadySince();
    }

    private static ProblemException unavailable(String detail) {
        return ProblemException.retryable(ProblemType.UNAVAILABLE, detail, AGAIN_S);
    }
}
