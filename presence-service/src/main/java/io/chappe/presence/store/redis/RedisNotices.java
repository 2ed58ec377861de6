package io.chappe.presence.store.redis;

import io.chappe.core.bus.Notice;
import io.chappe.presence.store.NewNotices;
import io.chappe.presence.store.NoticePut;
import io.chappe.presence.store.NoticeStore;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class RedisNotices implements NoticeStore {
    private final ScriptRunner runner;
    private final List<String> keys;
    private final Script put;
    private final Script replace;
    private final Script get;
    private final Script list;
    private final Script restore;
    private final Script after;

    RedisNotices(ScriptRunner runner, Keys keys, ScriptFiles files) {
        this.runner = runner;
        this.keys = keys.notices();
        put = script(files, "put");
        replace = script(files, "replace");
        get = script(files, "get");
        list = script(files, "list");
        restore = script(files, "restore");
        after = script(files, "after");
    }

    private static Script script(ScriptFiles files, String operation) {
        return files.script("notices/" + operation, "notices/notices");
    }

    @Override
    public Future<@Nullable Long> put(String subject, String content, Duration keep) {
        return runner.run(put, keys, Integer.toString(MOST), subject, content, Long.toString(keep.toMillis()))
                .map(version -> version == null ? null : version.toLong());
    }

    @Override
    public Future<NoticePut> replace(String subject, String content, Duration keep, long known) {
        return runner.run(
                        replace,
                        keys,
                        Integer.toString(MOST),
                        subject,
                        content,
                        Long.toString(keep.toMillis()),
                        Long.toString(known))
                .map(Texts::required)
                .map(answer -> new NoticePut(
                        NoticePut.Outcome.valueOf(Texts.text(answer, 0)),
                        Texts.number(answer, 1),
                        Texts.number(answer, 2)));
    }

    @Override
    public Future<@Nullable Notice> get(String subject) {
        return runner.run(get, keys, subject)
                .map(answer -> answer == null ? null : notice(subject, answer.toString(StandardCharsets.UTF_8)));
    }

    @Override
    public Future<List<Notice>> list(String prefix, String after, int most) {
        return runner.run(list, keys, prefix, after, Integer.toString(most))
                .map(Texts::required)
                .map(answer -> notices(Texts.required(answer, 0)));
    }

    @Override
    public Future<Void> restore(List<Notice> notices) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(MOST)));
        for (Notice notice : notices) {
            arguments.add(notice.subject());
            arguments.add(notice.content());
            arguments.add(Long.toString(notice.writtenAt()));
            arguments.add(Long.toString(notice.until()));
        }
        return runner.run(restore, keys, arguments.toArray(String[]::new)).mapEmpty();
    }

    @Override
    public Future<NewNotices> after(long version, int most) {
        return runner.run(after, keys, Long.toString(version), Integer.toString(most))
                .map(Texts::required)
                .map(answer -> new NewNotices(
                        notices(Texts.required(answer, 2)), Texts.number(answer, 0), Texts.number(answer, 1)));
    }

    /** Subject and text by turns. */
    private static List<Notice> notices(Response pairs) {
        List<Notice> notices = new ArrayList<>(pairs.size() / 2);
        for (int i = 0; i < pairs.size(); i += 2) {
            notices.add(notice(Texts.text(pairs, i), Texts.text(pairs, i + 1)));
        }
        return notices;
    }

    private static Notice notice(String subject, String text) {
        int first = text.indexOf(':');
        int second = text.indexOf(':', first + 1);
        return new Notice(
                subject,
                text.substring(second + 1),
                Long.parseLong(text.substring(0, first)),
                Long.parseLong(text.substring(first + 1, second)));
    }
}
