/**
 * A track that this side shows to all others in a call: a microphone, a camera, or a screen in the camera's place.
 *
 * It keeps its place in the call while what it shows changes, so that nothing has to be negotiated for that.
 */
export class Publication {
    /**
     * Made by {@link import('./call.js').Call.publish}.
     *
     * @param {MediaStreamTrack | null} track
     * @param {MediaStream} stream
     * @param {(publication: Publication) => Promise<void>} changed
     * @param {(publication: Publication) => void} removed
     */
    constructor(track: MediaStreamTrack | null, stream: MediaStream, changed: (publication: Publication) => Promise<void>, removed: (publication: Publication) => void);
    /** Tells the others which tracks belong together. @readonly */
    readonly stream: MediaStream;
    /** What is shown now. */
    get track(): MediaStreamTrack | null;
    /**
     * Shows another track of the same kind, or nothing. The caller owns the tracks: the old one is not stopped.
     *
     * @param {MediaStreamTrack | null} track
     */
    replace(track: MediaStreamTrack | null): Promise<void>;
    /** Takes it out of the call, which is negotiated anew. */
    remove(): void;
    #private;
}
