/** One WebSocket, whose listener may change and which can be told to wait. */
export class Line {
    /**
     * Dials.
     *
     * @param {import('./websocket.js').WebSocketClass} WebSocket
     * @param {string} url
     * @param {string} protocol
     * @param {LineEvents} events
     */
    constructor(WebSocket: import("./websocket.js").WebSocketClass, url: string, protocol: string, events: LineEvents);
    /** @param {string} text lost when the line is not open */
    send(text: string): void;
    /** @param {LineEvents} events from now on */
    listen(events: LineEvents): void;
    /** What comes from now on waits. */
    pause(): void;
    /** What has waited comes now. */
    resume(): void;
    /**
     * Lets go of the socket at once, and says nothing more: a browser may take a minute to say that a dead one is closed.
     *
     * @param {number} code
     * @param {string} reason
     */
    drop(code: number, reason: string): void;
    #private;
}
export type LineEvents = {
    opened?: (() => void) | undefined;
    heard: (text: string) => void;
    /**
     * once, by the other side or because there was no way
     */
    closed: (code: number, reason: string) => void;
};
