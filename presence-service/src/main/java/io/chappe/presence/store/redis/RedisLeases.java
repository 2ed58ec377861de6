package io.chappe.presence.store.redis;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.ClaimedLives;
import io.chappe.presence.store.LeaseStore;
import io.chappe.presence.store.Look;
import io.chappe.presence.store.NodeLease;
import io.chappe.presence.store.Renewal;
import io.chappe.presence.store.StoreMark;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

final class RedisLeases implements LeaseStore {
    private final ScriptRunner runner;
    private final List<String> keys;
    private final Script open;
    private final Script renew;
    private final Script shorten;
    private final Script end;
    private final Script restored;
    private final Script look;
    private final Script postpone;
    private final Script all;
    private final Script remove;

    RedisLeases(ScriptRunner runner, Keys keys, ScriptFiles files) {
        this.runner = runner;
        this.keys = keys.leases();
        open = script(files, "open");
        renew = script(files, "renew");
        shorten = script(files, "shorten");
        end = script(files, "end");
        restored = script(files, "restored");
        look = script(files, "look");
        postpone = script(files, "postpone");
        all = script(files, "all");
        remove = script(files, "remove");
    }

    private static Script script(ScriptFiles files, String operation) {
        return files.script("leases/" + operation, "leases/leases");
    }

    @Override
    public Future<Renewal> open(NodeLife life, Duration lease) {
        return renewal(runner.run(open, keys, Texts.life(life), ms(lease), newIncarnation()));
    }

    @Override
    public Future<Renewal> renew(NodeLife life, Duration lease, StoreMark known, @Nullable NodeReport report) {
        return renewal(runner.run(
                renew,
                keys,
                Texts.life(life),
                ms(lease),
                newIncarnation(),
                Texts.bits(known.incarnation()),
                Long.toString(known.looks()),
                report == null ? "" : LeaseTexts.report(report)));
    }

    private static Future<Renewal> renewal(Future<@Nullable Response> answer) {
        return answer.map(Texts::required)
                .map(found ->
                        new Renewal(Renewal.Outcome.valueOf(Texts.text(found, 0)), mark(Texts.required(found, 1))));
    }

    @Override
    public Future<Boolean> restored(NodeLife life) {
        return ask(restored, Texts.life(life));
    }

    @Override
    public Future<Void> shorten(NodeId node, Duration rest) {
        return runner.run(shorten, keys, node.value(), ms(rest)).mapEmpty();
    }

    @Override
    public Future<Boolean> end(NodeLife life, Duration claimFor) {
        return ask(end, Texts.life(life), ms(claimFor));
    }

    @Override
    public Future<ClaimedLives> look(Look how) {
        List<String> arguments = new ArrayList<>(List.of(
                ms(how.claim()),
                ms(how.lease()),
                Integer.toString(how.max()),
                newIncarnation(),
                Texts.bits(how.known().incarnation()),
                Long.toString(how.known().looks()),
                how.doubt() ? "1" : "0"));
        how.gateways().forEach(gateway -> arguments.add(gateway.value()));
        return runner.run(look, keys, arguments.toArray(String[]::new))
                .map(Texts::required)
                .map(RedisLeases::claimed);
    }

    @Override
    public Future<Void> postpone(NodeLife life, long until) {
        return runner.run(postpone, keys, Texts.life(life), Long.toString(until))
                .mapEmpty();
    }

    @Override
    public Future<List<NodeLease>> all() {
        return runner.run(all, keys)
                .map(Texts::required)
                .map(answer -> Texts.required(answer, 0).stream()
                        .map(LeaseTexts::lease)
                        .sorted(NodeLease.ORDER)
                        .toList());
    }

    @Override
    public Future<Void> remove(NodeLife life) {
        return runner.run(remove, keys, Texts.life(life)).mapEmpty();
    }

    private Future<Boolean> ask(Script script, String... arguments) {
        return runner.run(script, keys, arguments).map(Texts::required).map(yes -> yes.toInteger() == 1);
    }

    private static ClaimedLives claimed(Response answer) {
        List<NodeLife> lives = Texts.required(answer, 1).stream()
                .map(life -> Texts.life(life.toString()))
                .toList();
        return new ClaimedLives(
                lives, (int) Texts.number(answer, 0), mark(Texts.required(answer, 2)), (int) Texts.number(answer, 3));
    }

    private static StoreMark mark(Response answer) {
        return new StoreMark(
                Texts.bits(Texts.text(answer, 0)),
                Texts.number(answer, 1),
                Texts.number(answer, 2) != 0,
                Texts.number(answer, 3));
    }

    private static String newIncarnation() {
        return Texts.bits(ThreadLocalRandom.current().nextLong());
    }

    private static String ms(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
