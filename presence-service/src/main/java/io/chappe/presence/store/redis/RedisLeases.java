package io.chappe.presence.store.redis;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.ClaimedLives;
import io.chappe.presence.store.LeaseStore;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;

final class RedisLeases implements LeaseStore {
    private final ScriptRunner runner;
    private final List<String> keys;
    private final Script open;
    private final Script renew;
    private final Script shorten;
    private final Script end;
    private final Script claim;
    private final Script postpone;
    private final Script remove;

    RedisLeases(ScriptRunner runner, Keys keys, ScriptFiles files) {
        this.runner = runner;
        this.keys = keys.leases();
        open = script(files, "open");
        renew = script(files, "renew");
        shorten = script(files, "shorten");
        end = script(files, "end");
        claim = script(files, "claim");
        postpone = script(files, "postpone");
        remove = script(files, "remove");
    }

    private static Script script(ScriptFiles files, String operation) {
        return files.script("leases/" + operation, "leases/leases");
    }

    @Override
    public Future<Boolean> open(NodeLife life, Duration lease) {
        return ask(open, Texts.life(life), ms(lease));
    }

    @Override
    public Future<Boolean> renew(NodeLife life, Duration lease) {
        return ask(renew, Texts.life(life), ms(lease));
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
    public Future<ClaimedLives> claim(Duration claimFor, Duration lease, int max) {
        return runner.run(claim, keys, ms(claimFor), ms(lease), Integer.toString(max))
                .map(Texts::required)
                .map(RedisLeases::claimed);
    }

    @Override
    public Future<Void> postpone(NodeLife life, long until) {
        return runner.run(postpone, keys, Texts.life(life), Long.toString(until))
                .mapEmpty();
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
        return new ClaimedLives(lives, (int) Texts.number(answer, 0));
    }

    private static String ms(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
