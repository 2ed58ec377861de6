package io.chappe.presence.webhooks;

/**
 * What came of one post.
 *
 * @param status that was answered; 0 for none
 * @param error in words for the tenant; empty where it was taken
 */
public record Outcome(int status, long tookMs, String error) {
    private static final int GONE = 410;

    public boolean isTaken() {
        return error.isEmpty();
    }

    /** Whether nobody wants to be told any more. */
    boolean isGone() {
        return status == GONE;
    }

    /** For metrics. */
    String word() {
        return isTaken() ? "taken" : status == 0 ? "unanswered" : "refused";
    }
}
