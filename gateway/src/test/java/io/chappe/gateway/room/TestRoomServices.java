package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RosterStamp;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Room services that answer as the test says. */
final class TestRoomServices implements RoomServices {
    static final RoomAnswer UNAVAILABLE = new RoomAnswer.Refused(ErrorCode.UNAVAILABLE, "away");

    final List<RoomRequest> asked = new CopyOnWriteArrayList<>();
    volatile Function<RoomRequest, RoomAnswer> answers = request -> UNAVAILABLE;
    /** Instead of these, if it is there. */
    volatile @Nullable Future<RoomAnswer> late;

    private final NodeLife home;

    TestRoomServices(NodeLife home) {
        this.home = home;
    }

    @Override
    public NodeLife home() {
        return home;
    }

    @Override
    public Future<RoomAnswer> ask(RoomKey room, RoomRequest request) {
        asked.add(request);
        Future<RoomAnswer> answer = late;
        return answer == null ? Future.succeededFuture(answers.apply(request)) : answer;
    }

    @Override
    public void farewell(RoomRequest.Leave leave, Consumer<RoomAnswer> heard) {
        asked.add(leave);
    }

    @Override
    public Future<List<RoomKey>> differing(Map<RoomKey, RosterStamp> copies) {
        return Future.succeededFuture(List.of());
    }

    long asked(Class<? extends RoomRequest> kind) {
        return asked.stream().filter(kind::isInstance).count();
    }
}
