/** The greatest ids of a set that has only ever grown, at most so many. What falls out of it is not known any more. */
export class IdWindow {
    /** @param {number} limit */
    constructor(limit: number);
    /** @param {number} id */
    has(id: number): boolean;
    /**
     * Whether it may have been here, but nobody knows any more.
     *
     * @param {number} id
     */
    isBelow(id: number): boolean;
    /** @param {number} id neither here nor below */
    add(id: number): void;
    #private;
}
