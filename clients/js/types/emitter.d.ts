/**
 * A minimal event source with typed events.
 *
 * A listener that throws neither stops the others nor the caller: its error surfaces as an uncaught one.
 *
 * @template {Record<string, any>} Events what each event carries, by its name
 */
export class Emitter<Events extends Record<string, any>> {
    /**
     * @template {keyof Events} Name
     * @param {Name} name
     * @param {(event: Events[Name]) => void} listener
     * @returns {() => void} takes the listener off again
     */
    on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void;
    /**
     * @template {keyof Events} Name
     * @param {Name} name
     * @param {(event: Events[Name]) => void} listener called for the next event only
     * @returns {() => void} takes the listener off again
     */
    once<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void;
    /**
     * @internal for the SDK's own objects
     *
     * @template {keyof Events} Name
     * @param {Name} name
     * @param {Events[Name]} event
     */
    emit<Name extends keyof Events>(name: Name, event: Events[Name]): void;
    #private;
}
