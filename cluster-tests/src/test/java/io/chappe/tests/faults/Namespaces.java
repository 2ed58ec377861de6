package io.chappe.tests.faults;

import io.chappe.tests.harness.Hosts;
import io.chappe.tests.ledger.Results;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For classes whose nodes are on {@link Hosts}. Where there can be none such a class is aborted, with the reason, and the
 * results say so.
 */
final class Namespaces implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Hosts.problem().ifPresent(problem -> {
            Results.row(context.getRequiredTestClass().getSimpleName(), "not tried on this machine", problem);
            Assumptions.abort(problem);
        });
    }
}
